package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.Lock;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KubeLeasesTest {
    private static final Lock MINE = new Lock("ns", "ps-c-backup-lock", "monday|uid-1");
    private static final Lock YOURS = new Lock("ns", "ps-c-backup-lock", "tuesday|uid-2");
    private static final Lock LOOK = new Lock("ns", "ps-c-backup-lock", null);

    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private final KubeLeases leases =
            new KubeLeases(SERVER.client, InstantSource.fixed(Instant.parse("2026-11-25T12:00:00.5Z")));

    private Lease stored() {
        return SERVER.client
                .resources(Lease.class)
                .inNamespace("ns")
                .withName("ps-c-backup-lock")
                .get();
    }

    @Test
    void aFreeLeaseIsWhosTheFirstIs() {
        assertThat(leases.lock(LOOK)).isNull();
        assertThat(leases.lock(MINE)).isEqualTo(MINE);
        assertThat(leases.lock(MINE)).as("again").isEqualTo(MINE);
        assertThat(leases.lock(YOURS)).isEqualTo(MINE);
        assertThat(leases.lock(LOOK)).isEqualTo(MINE);
    }

    @Test
    void aLeaseHasTheReferencesForm() {
        leases.lock(MINE);

        var spec = stored().getSpec();
        assertThat(spec.getHolderIdentity()).isEqualTo("monday|uid-1");
        assertThat(spec.getAcquireTime().toInstant()).isEqualTo(Instant.parse("2026-11-25T12:00:00.5Z"));
        assertThat(spec.getLeaseDurationSeconds()).isNull();
        assertThat(spec.getRenewTime()).isNull();
    }

    @Test
    void onlyItsHolderReleasesALease() {
        leases.lock(MINE);

        leases.unlock(YOURS);
        assertThat(stored()).isNotNull();

        leases.unlock(MINE);
        assertThat(stored()).isNull();
        leases.unlock(MINE);
        assertThat(leases.lock(YOURS)).isEqualTo(YOURS);
    }

    @Test
    void aLeaseThatBelongsToNobodyCanBeReleased() {
        SERVER.store(new LeaseBuilder()
                .withNewMetadata()
                .withNamespace("ns")
                .withName("ps-c-backup-lock")
                .endMetadata()
                .build());

        Lock held = leases.lock(MINE);

        assertThat(held.holder()).isEmpty();
        leases.unlock(held);
        assertThat(leases.lock(MINE)).isEqualTo(MINE);
    }
}
