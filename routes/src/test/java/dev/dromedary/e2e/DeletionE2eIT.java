package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.e2e.Departures.Departure;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backups that are deleted, with what is in the bucket looked at from outside. */
@EndToEnd("shop")
class DeletionE2eIT {
    private static final String MIDDLE = "Cannot delete incremental backup which is in middle of the chain";

    private final Bucket bucket = new Bucket();

    private Place place;
    private Backups backups;
    private Secret secret;

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void whatGoesWithItsResourceAndWhatIsToldWhereItCannot(Installation installation) {
        place = installation.place("shop");
        place.setUp("mariadb");
        backups = Backups.of(place, "mariadb");
        secret = place.get(Secret.class, "shop-s3");
        try (Departures departures = new Departures(place, bucket)) {
            PerconaServerMySQLBackup sunday = aChainGoesFromItsEnd(departures);
            PerconaServerMySQLBackup wednesday = backups.increment("wednesday");
            assertThat(wednesday.getStatus().chain.position).isEqualTo(1);
            PerconaServerMySQLBackup thursday = backups.full("thursday");
            PerconaServerMySQLBackup friday = backups.full("friday");
            PerconaServerMySQLBackup saturday = backups.increment("saturday");

            oneIsLeftBehind(thursday, departures, installation);
            aFullTakesItsChainAlongThoughTheClusterIsGone(sunday, departures);
            aNamespaceGoesAsAWhole(List.of(friday, saturday), departures, installation);
        }
    }

    /** Answers the base, which stays. */
    private PerconaServerMySQLBackup aChainGoesFromItsEnd(Departures departures) {
        PerconaServerMySQLBackup sunday = backups.full("sunday");
        List<String> base = bucket.of(sunday);
        assertThat(base).anyMatch(key -> key.endsWith(".manifest.json")).anyMatch(key -> key.endsWith(".owner.json"));
        PerconaServerMySQLBackup monday = backups.increment("monday");
        List<String> middle = bucket.of(monday);
        PerconaServerMySQLBackup tuesday = backups.increment("tuesday");
        assertThat(bucket.of(tuesday)).hasSameSizeAs(middle);

        backups.delete("monday");
        PerconaServerMySQLBackup refused = backups.awaitReason("monday", "MiddleOfChain");
        assertThat(Backups.removed(refused).orElseThrow().getMessage()).isEqualTo(MIDDLE);
        assertThat(place.awaitEvent("monday", "MiddleOfChain").getMessage()).isEqualTo(MIDDLE);
        assertThat(bucket.of(monday)).isEqualTo(middle);

        place.node.client.resource(secret).delete();
        backups.delete("tuesday");
        PerconaServerMySQLBackup failed = isTold(tuesday);
        place.node.await(failed, now -> now.getStatus().retry != null && now.getStatus().retry.failures > 1);
        place.restore(secret);
        assertThat(departures.next()).isEqualTo(new Departure("tuesday", List.of()));
        assertThat(departures.next()).as("by itself").isEqualTo(new Departure("monday", List.of()));
        assertThat(bucket.of(sunday)).isEqualTo(base);
        return sunday;
    }

    private PerconaServerMySQLBackup isTold(PerconaServerMySQLBackup backup) {
        String name = backup.getMetadata().getName();
        PerconaServerMySQLBackup failed = backups.awaitReason(name, "SecretNotFound");
        String told = "the objects of " + backup.getStatus().destination + " could not be removed yet: "
                + "secrets shop-s3 not found";
        assertThat(Backups.removed(failed).orElseThrow().getMessage()).contains(told);
        assertThat(place.awaitEvent(name, "SecretNotFound").getMessage()).contains(told);
        return failed;
    }

    private void oneIsLeftBehind(PerconaServerMySQLBackup thursday, Departures departures, Installation installation) {
        List<String> objects = bucket.of(thursday);
        place.node.client.resource(secret).delete();
        backups.delete("thursday");
        isTold(thursday);
        backups.annotate("thursday", Names.ABANDON_OBJECTS_ANNOTATION, "true");

        assertThat(departures.next()).isEqualTo(new Departure("thursday", objects));
        String told = "what is in " + thursday.getStatus().destination + " was left behind: the annotation";
        assertThat(place.awaitEvent("thursday", "ObjectsAbandoned").getMessage())
                .startsWith(told);
        assertThat(installation.log()).contains(told);
        place.restore(secret);
    }

    private void aFullTakesItsChainAlongThoughTheClusterIsGone(PerconaServerMySQLBackup sunday, Departures departures) {
        String alike = Bucket.key(sunday) + "-copy/part.0";
        bucket.put(alike);
        PerconaServerMySQL cluster = place.get(PerconaServerMySQL.class, "shop");
        place.node.client.resource(cluster).delete();
        place.node.awaitGone(cluster);

        backups.delete("sunday");
        assertThat(departures.next()).isEqualTo(new Departure("wednesday", List.of()));
        assertThat(departures.next()).isEqualTo(new Departure("sunday", List.of(alike)));
    }

    private void aNamespaceGoesAsAWhole(
            List<PerconaServerMySQLBackup> chain, Departures departures, Installation installation) {
        List<String> objects = bucket.of(chain.getFirst());
        place.delete();
        place.awaitDeleted();
        for (PerconaServerMySQLBackup backup : chain) {
            departures.next();
            assertThat(installation.log())
                    .contains("what is in " + backup.getStatus().destination + " was left behind: its namespace goes");
        }
        assertThat(bucket.of(chain.getFirst())).isEqualTo(objects);
    }
}
