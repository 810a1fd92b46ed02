package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.ChainPolicy;
import dev.dromedary.api.Names;
import dev.dromedary.api.OnBrokenChain;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.status.Reason;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A chain goes on in another pod with the same data, and not on a new server of the old name. */
@EndToEnd("shop")
class ReplacedServerE2eIT {
    @Test
    void aChainBelongsToTheDataAndNotToThePod(Installation installation) {
        Place place = installation.place("shop");
        Wishes wishes = new Wishes(place);
        Server server = place.setUp("mariadb");
        try (Stored stored = new Stored(place)) {
            Told tip = inAnotherPod(place, wishes, server);
            onANewServer(place, wishes, stored, tip);
            withAFullBackupInstead(place, wishes, server, tip);
        }
    }

    private static Told inAnotherPod(Place place, Wishes wishes, Server server) {
        Member member = new Member(place);
        server.sql("CREATE DATABASE shop", "CREATE TABLE shop.orders (id INT PRIMARY KEY, item VARCHAR(140))");
        wishes.full("base");
        Told base = Told.endOf(place, "base").requireSuccess();
        String before = member.uid();

        member.replacePod();

        assertThat(member.uid()).isNotEqualTo(before);
        server.sql("INSERT INTO shop.orders VALUES (1, 'one')");
        wishes.increment("increment");
        Told increment = Told.endOf(place, "increment").requireSuccess();
        increment.requireChildOf(base, 1);
        return increment;
    }

    private static void onANewServer(Place place, Wishes wishes, Stored stored, Told tip) {
        Member member = new Member(place);
        Map<String, String> before = stored.objects();
        member.stop();
        wishes.increment("while-stopped");
        Told.endOf(place, "while-stopped").requireError(Reason.ClusterNotReady, "cluster is not ready");
        member.deleteData();
        member.start();

        wishes.increment("refused");

        Told.endOf(place, "refused").requireError(Reason.LineageChanged, refusal(tip));
        assertThat(stored.objects()).isEqualTo(before);
    }

    private static String refusal(Told tip) {
        return "the backup cannot extend " + tip.status.destination
                + ": the data directory is not the one the parent was taken from (restored, cloned or replaced since)";
    }

    private static void withAFullBackupInstead(Place place, Wishes wishes, Server server, Told tip) {
        wishes.cluster(cluster -> {
            cluster.getSpec().backup.chain = new ChainPolicy();
            cluster.getSpec().backup.chain.onBrokenChain = OnBrokenChain.FULL;
        });

        wishes.increment("named", spec -> spec.incrementalBaseBackupName = "base");
        wishes.increment("without-name");

        // Who names a base wants this base.
        Told.endOf(place, "named").requireError(Reason.LineageChanged, refusal(tip));
        Told full = Told.endOf(place, "without-name").requireSuccess();
        assertThat(full.status.type).isEqualTo("full");
        assertThat(full.status.destination).endsWith("-full").doesNotContain(".incr");
        assertThat(full.status.chain.position).isZero();
        assertThat(full.status.chain.base).isEqualTo(BackupNames.lastSegment(full.status.destination));
        assertThat(full.status.fromLsn).isZero();
        var annotations = full.backup.getMetadata().getAnnotations();
        assertThat(annotations == null ? Map.of() : annotations).doesNotContainKey(Names.BASE_BACKUP_ANNOTATION);
        assertThat(full.condition("ChainIntact").getStatus()).isEqualTo("False");
        assertThat(full.condition("ChainIntact").getReason()).isEqualTo(Reason.LineageChanged.name());
        assertThat(full.condition("ChainIntact").getMessage()).isEqualTo(refusal(tip));
        full.requireWarning(Reason.LineageChanged, "a full backup takes the increment's place: " + refusal(tip));

        server.sql("CREATE DATABASE shop");
        wishes.increment("next");
        Told.endOf(place, "next").requireSuccess().requireChildOf(full, 1);
    }
}
