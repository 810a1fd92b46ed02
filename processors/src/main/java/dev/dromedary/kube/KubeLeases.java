package dev.dromedary.kube;

import dev.dromedary.run.Lock;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * Leases of the API server, in the reference's form: the holder and when it came, neither duration nor renewal. Who could
 * make the object holds the lease.
 */
public final class KubeLeases {
    private final KubernetesClient client;
    private final InstantSource clock;

    public KubeLeases(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * Acquires the lease if it is free.
     *
     * @param wanted without a holder it is only looked at
     * @return the lease as it is held now, or null if nobody holds it
     */
    public Lock lock(Lock wanted) {
        Lease found = at(wanted).get();
        if (found != null || wanted.holder() == null) {
            return found == null ? null : new Lock(wanted.namespace(), wanted.name(), holder(found));
        }
        try {
            client.resource(lease(wanted)).create();
            return wanted;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                // Somebody was faster; if he is gone again, it is free again.
                return lock(wanted);
            }
            throw e;
        }
    }

    /** Releases the lease if the holder holds it. */
    public void unlock(Lock held) {
        Lease found = at(held).get();
        if (found != null && Objects.equals(holder(found), held.holder())) {
            // The version: by now it may be another's.
            at(held).lockResourceVersion(found.getMetadata().getResourceVersion())
                    .delete();
        }
    }

    private Resource<Lease> at(Lock lock) {
        return client.resources(Lease.class).inNamespace(lock.namespace()).withName(lock.name());
    }

    /** Empty where a lease has none; such a one belongs to nobody, but is in the way. */
    private static String holder(Lease lease) {
        return lease.getSpec() == null
                ? ""
                : Objects.requireNonNullElse(lease.getSpec().getHolderIdentity(), "");
    }

    private Lease lease(Lock wanted) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(wanted.namespace())
                .withName(wanted.name())
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(wanted.holder())
                .withAcquireTime(clock.instant().atZone(ZoneOffset.UTC))
                .endSpec()
                .build();
    }
}
