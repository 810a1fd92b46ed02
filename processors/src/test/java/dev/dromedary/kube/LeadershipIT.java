package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.kube.Leadership.Terms;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Who leads, by a lease of a real API server. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LeadershipIT {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static RealApiServer server;

    private final Candidate one = new Candidate("one");
    private final Candidate other = new Candidate("other");
    private String name;

    @BeforeAll
    static void open() throws Exception {
        server = new RealApiServer();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void name(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
    }

    @AfterEach
    void end() {
        one.close();
        other.close();
    }

    private final class Candidate implements AutoCloseable {
        final CompletableFuture<Void> leads = new CompletableFuture<>();
        final CompletableFuture<Void> lost = new CompletableFuture<>();
        private final String identity;
        private Leadership leadership;

        Candidate(String identity) {
            this.identity = identity;
        }

        Candidate start() {
            leadership = new Leadership(
                    server.client,
                    new Terms(server.namespace, name, identity, LONG, LONG.dividedBy(2), Duration.ofMillis(50)),
                    InstantSource.system(),
                    () -> leads.complete(null),
                    () -> lost.complete(null));
            leadership.start();
            return this;
        }

        @Override
        public void close() {
            if (leadership != null) {
                leadership.close();
            }
        }
    }

    private Lease lease() {
        return server.client
                .resources(Lease.class)
                .inNamespace(server.namespace)
                .withName(name)
                .get();
    }

    /** Waits until the other one has looked at the lease and found it held. */
    private void looks(Candidate waiting) {
        waiting.start();
        assertThat(waiting.leadership.leads()).isFalse();
    }

    @Test
    void oneLeadsAndTheOtherFollowsAtOnceWhenTheLeaseIsGivenBack() {
        one.start().leads.join();
        assertThat(one.leadership.leads()).isTrue();
        assertThat(one.leadership.age())
                .hasValueSatisfying(age -> assertThat(age).isLessThan(LONG));
        looks(other);
        assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("one");

        one.close();

        other.leads.join();
        assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("other");
        assertThat(one.lost).as("to stop is not to lose").isNotDone();
    }

    @Test
    void whoHasLostTheLeaseIsTold() {
        one.start().leads.join();

        server.client
                .resources(Lease.class)
                .inNamespace(server.namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"holderIdentity\":\"usurper\"}}");

        one.lost.join();
        assertThat(one.leadership.leads()).isFalse();
        assertThat(one.leadership.age()).isEmpty();
    }

    @Test
    void aLeaseThatNobodyRenewsIsTakenOver() {
        server.store(new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(server.namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("killed")
                .withLeaseDurationSeconds((int) LONG.toSeconds())
                .withAcquireTime(Instant.now().minus(LONG.multipliedBy(3)).atZone(ZoneOffset.UTC))
                .withRenewTime(Instant.now().minus(LONG.multipliedBy(2)).atZone(ZoneOffset.UTC))
                .endSpec()
                .build());

        one.start().leads.join();

        assertThat(lease().getSpec().getHolderIdentity()).isEqualTo("one");
    }
}
