package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which claims of the other members go before these follow the restored one. */
class KubeServerClaimsTest {
    @RegisterExtension
    static final ApiServer SERVER = new ApiServer();

    private SetWorld world;

    @BeforeEach
    void aClusterOfThree() {
        world = new SetWorld(SERVER);
    }

    @Test
    void theOthersFollowWhenTheirClaimsAreGone() {
        world.set(1, 1, 1);

        assertThat(world.ours().resume(world.action(null, 3, true))).isFalse();
        assertThat(world.claims())
                .containsExactly(
                        "datadir-c-mysql-0",
                        "datadir-c-mysql-1-2",
                        "datadir-c-mysql-x",
                        "datadir-d-mysql-1",
                        "logs-c-mysql-1");
        assertThat(world.kept()).isEqualTo("3");

        world.set(3, 2, 2);
        assertThat(world.ours().resume(world.action(null, 3, true))).isFalse();
        world.set(3, 3, 3);
        assertThat(world.ours().resume(world.action(null, 3, true))).isTrue();
    }

    @Test
    void claimsOfMembersThatRunAgainAreNotDeletedTwice() {
        world.set(1, 1, 1);
        world.ours().resume(world.action(null, 3, true));
        world.set(3, 3, 3);
        world.claim("datadir-c-mysql-1");

        world.ours().resume(world.action(null, 3, true));

        assertThat(world.claims()).contains("datadir-c-mysql-1");
    }

    @Test
    void claimsInUseAreNotDeletedThoughTheWatchHasNotToldOfIt() {
        world.set(1, 1, 1);
        StatefulSet old = world.seen;
        world.set(2, 2, 1);
        world.seen = old;

        assertThatThrownBy(() -> world.ours().resume(world.action(null, 3, true)))
                .hasMessage("StatefulSet c-mysql was scaled to 2 while its first member was restored, the others run"
                        + " on other data");
        assertThat(world.claims()).contains("datadir-c-mysql-1");
    }

    @Test
    void claimsOfMembersThatWereScaledAwayGoToo() {
        world.set(1, 1, 1);

        assertThat(world.ours().resume(world.action(null, 1, true))).isTrue();

        assertThat(world.claims())
                .contains("datadir-c-mysql-0")
                .doesNotContain("datadir-c-mysql-1", "datadir-c-mysql-12");
    }

    @Test
    void theFirstMemberOfASetThatCountsFromFiveIsTheFifth() {
        world.set(1, 1, 1);
        StatefulSet five = new StatefulSetBuilder(world.seen)
                .editSpec()
                .withNewOrdinals(12)
                .endSpec()
                .build();
        SERVER.client.resource(five).update();
        world.seen = five;

        world.ours().resume(world.action(null, 3, true));

        assertThat(world.claims())
                .contains("datadir-c-mysql-12")
                .doesNotContain("datadir-c-mysql-0", "datadir-c-mysql-1");
    }
}
