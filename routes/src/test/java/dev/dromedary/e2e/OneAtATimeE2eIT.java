package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.dromedary.api.BackupState;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Parent;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Backups of a cluster wait for each other by its lease, however many are wanted at once. */
@EndToEnd("shop")
class OneAtATimeE2eIT {
    private static final String LEASE = "ps-shop-backup-lock";
    private static final String HELD = "False LeaseAlreadyHeld: Lease '" + LEASE + "' already held";
    private static final String ACQUIRED = "True LeaseAcquired: Lease '" + LEASE + "' acquired";

    @Test
    void incrementsAreTakenInTheOrderOfTheirCreationEachFromTheOneBefore(Installation installation) {
        Place place = installation.place("shop");
        Wishes wishes = new Wishes(place);
        Server server = place.setUp("mariadb");
        server.sql("CREATE DATABASE shop", "CREATE TABLE shop.orders (id INT PRIMARY KEY, item VARCHAR(140))");
        wishes.full("base");
        Told.endOf(place, "base").requireSuccess();
        server.sql("INSERT INTO shop.orders VALUES (1, 'one')");

        // As a backup leaves it whose operator and resource went away together.
        String gone = "first|" + UUID.randomUUID();
        leaseOf(place, gone);
        try (History history = new History(place);
                Stored stored = new Stored(place)) {
            // One that was quick would be done before it is dropped, and the next would go on from it.
            try (ExecWatch session = server.holdBackups()) {
                Pod dropped = dropOneAtWork(place);
                List.of("first", "second", "third").forEach(wishes::increment);
                place.node.awaitGone(dropped);
            }
            history.awaitState("first", "Succeeded");
            // By its name it would be the next; it takes but a moment once it is its turn.
            wishes.increment("before-long", spec -> spec.incrementalBaseBackupName = "nobody");
            history.awaitState("before-long", "Error");
            history.awaitFreed(holder(place, "before-long"));

            requireOneAfterTheOther(place, history, gone);
            requireChain(place, stored.manifests());
            requireNothingElse(place, stored);
        }
    }

    /** It leaves its lease, and a run that has still to clean up. */
    private static Pod dropOneAtWork(Place place) {
        place.apply("mariadb/increment.yaml", PerconaServerMySQLBackup.class, increment -> {
            increment.getMetadata().setName("dropped");
            increment.getMetadata().setFinalizers(List.of());
        });
        PerconaServerMySQLBackup dropped = place.node.await(
                place.get(PerconaServerMySQLBackup.class, "dropped"),
                found -> Place.state(found) == BackupState.RUNNING);
        Pod pod = place.node
                .client
                .pods()
                .inNamespace(place.namespace)
                .withLabel(Names.INSTANCE_LABEL, "dropped")
                .list()
                .getItems()
                .getFirst();
        place.node.client.resource(dropped).delete();
        return pod;
    }

    private static void leaseOf(Place place, String holder) {
        place.node
                .client
                .resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace(place.namespace)
                        .withName(LEASE)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(holder)
                        .endSpec()
                        .build())
                .create();
    }

    private static String holder(Place place, String backup) {
        return backup + "|"
                + place.get(PerconaServerMySQLBackup.class, backup)
                        .getMetadata()
                        .getUid();
    }

    private static void requireOneAfterTheOther(Place place, History history, String gone) {
        assertThat(history.states())
                .filteredOn(state -> state.matches(".* (Starting|Succeeded|Failed|Error)"))
                .containsExactly(
                        "base Succeeded",
                        "dropped Starting",
                        "first Starting",
                        "first Succeeded",
                        "second Starting",
                        "second Succeeded",
                        "third Starting",
                        "third Succeeded",
                        "before-long Error");
        assertThat(history.holders())
                .startsWith(gone, "")
                .endsWith(
                        "",
                        holder(place, "first"),
                        "",
                        holder(place, "second"),
                        "",
                        holder(place, "third"),
                        "",
                        holder(place, "before-long"),
                        "");
        assertThat(history.holders()).hasSize(12).element(2, STRING).startsWith("dropped|");
        assertThat(history.leases().subList(1, history.leases().size())).allSatisfy(lease -> {
            LeaseSpec spec = lease.getSpec();
            assertThat(spec.getAcquireTime()).isNotNull();
            assertThat(spec.getLeaseDurationSeconds()).isNull();
            assertThat(spec.getRenewTime()).isNull();
        });
        assertThat(history.leaseConditions("first")).containsExactly("", ACQUIRED, "");
        assertThat(history.leaseConditions("second")).containsExactly("", HELD, ACQUIRED, "");
        assertThat(history.leaseConditions("third")).containsExactly("", HELD, ACQUIRED, "");
        assertThat(history.leaseConditions("before-long")).startsWith("", HELD).endsWith("");
        Told.endOf(place, "before-long")
                .requireError(
                        Reason.BaseNotFound,
                        "failed to set incremental base annotations: get incremental base backup: get backup "
                                + place.namespace
                                + "/nobody: perconaservermysqlbackups.ps.percona.com \"nobody\" not found");
    }

    private static void requireChain(Place place, Map<String, Manifest> manifests) {
        Told parent = Told.endOf(place, "base").requireSuccess();
        List<String> names = List.of("first", "second", "third");
        for (String name : names) {
            Told child = Told.endOf(place, name).requireSuccess();
            child.requireChildOf(parent, names.indexOf(name) + 1);
            Manifest manifest = manifests.get(child.status.destination);
            Manifest before = manifests.get(parent.status.destination);
            assertThat(manifest.from()).isEqualTo(before.to());
            assertThat(manifest.parent().destination()).isEqualTo(parent.status.destination);
            parent = child;
        }
        assertThat(manifests.values().stream().map(Manifest::parent).filter(Objects::nonNull))
                .extracting(Parent::destination)
                .doesNotHaveDuplicates();
    }

    private static void requireNothingElse(Place place, Stored stored) {
        List<String> keys = Stream.of("base", "first", "second", "third")
                .map(name -> place.get(PerconaServerMySQLBackup.class, name).getStatus().destination)
                .map(destination -> destination.substring("s3://backups/".length()))
                .toList();
        assertThat(stored.objects().keySet()).allMatch(key -> keys.stream()
                .anyMatch(backup -> key.startsWith(backup + "/")
                        || key.equals(backup + ".manifest.json")
                        || key.equals(backup + ".owner.json")));
        assertThat(stored.manifests()).hasSize(keys.size());
    }
}
