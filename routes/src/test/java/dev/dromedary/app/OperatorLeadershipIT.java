package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several operators against a real API server, the one of KUBECONFIG; one of them leads. */
@OnNode
class OperatorLeadershipIT {
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    @TempDir
    Path folder;

    private OperatorPlace place;

    @BeforeEach
    void open() throws Exception {
        place = new OperatorPlace(folder);
    }

    @AfterEach
    void close() throws Exception {
        place.close();
    }

    @Test
    void oneOfTwoLeadsAndTheOtherGoesOnWhenItIsStoppedOrKilled() throws Exception {
        OperatorProcess other = place.another("two");
        OperatorProcess third = place.another("three");
        for (OperatorProcess each : List.of(place.operator, other, third)) {
            each.set("DROMEDARY_LEADER_ELECTION", "true")
                    .set("DROMEDARY_LEADER_DURATION", "4000")
                    .set("DROMEDARY_LEADER_DEADLINE", "3000")
                    .set("DROMEDARY_LEADER_PERIOD", "500");
        }
        place.operator.start().untilItSays("one leads");
        other.start().untilItSays("one leads, two waits");
        other.untilReady();
        place.namespace.backup("first", backup -> {});
        place.untilEnded("first");

        place.operator.stop();
        other.untilItSays("two leads");
        place.namespace.backup("second", backup -> {});
        place.untilEnded("second");

        third.start().untilItSays("two leads, three waits");
        other.kill();
        place.namespace.backup("third", backup -> {});
        place.untilEnded("third");
        assertThat(place.lease("dromedary").getSpec().getHolderIdentity()).isEqualTo("three");
    }

    @Test
    void whoHasLostTheLeaseEnds() throws Exception {
        place.operator
                .set("DROMEDARY_LEADER_ELECTION", "true")
                .set("DROMEDARY_LEADER_PERIOD", "500")
                .start()
                .untilItSays("one leads");

        place.namespace
                .client
                .resources(Lease.class)
                .inNamespace(place.namespace.name)
                .withName("dromedary")
                .patch(MERGE, "{\"spec\":{\"holderIdentity\":\"usurper\"}}");

        assertThat(place.operator.awaitEnd()).isEqualTo(1);
    }
}
