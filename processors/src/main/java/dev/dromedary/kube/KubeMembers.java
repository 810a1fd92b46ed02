package dev.dromedary.kube;

import dev.dromedary.api.MySqlSection;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.run.Member;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The servers of a cluster: the places of its StatefulSet, with the pod and the claim of each. Their pods are not watched;
 * they are asked for when a run is about to be launched.
 */
public final class KubeMembers {
    private final KubernetesClient client;
    private final BiFunction<String, String, Optional<StatefulSet>> sets;

    /** @param sets finds a StatefulSet by namespace and name */
    public KubeMembers(KubernetesClient client, BiFunction<String, String, Optional<StatefulSet>> sets) {
        this.client = client;
        this.sets = sets;
    }

    /** All places of the set, a stopped one's first included: its data is there, whoever runs. */
    public List<Member> list(PerconaServerMySQL cluster) {
        return seats(cluster).stream().map(seat -> seat.member(claim(seat))).toList();
    }

    /**
     * Where the data is that a run works on; empty for a run that works on none.
     *
     * @throws BackupException {@code SourcePodUnusable} if the pod is gone that was there when the run was planned
     */
    Optional<DataPlace> place(PerconaServerMySQL cluster, RunSpecification run) {
        if (run.server() == null || run.server().claim() == null) {
            return Optional.empty();
        }
        return Optional.of(seats(cluster).stream()
                .filter(seat -> seat.name().equals(run.server().pod()))
                .filter(seat -> seat.pod().isPresent() || run.kind() != RunKind.BACKUP)
                .findFirst()
                .orElseThrow(() -> new BackupException(
                        Reason.SourcePodUnusable,
                        "pod " + run.server().pod() + " is not there now",
                        "it is looked for again when it comes back"))
                .place(run.server().claim()));
    }

    private List<Seat> seats(PerconaServerMySQL cluster) {
        String namespace = cluster.getMetadata().getNamespace();
        MySqlSection mysql = Objects.requireNonNullElseGet(cluster.getSpec().mysql, MySqlSection::new);
        String name = mysql.statefulSetName == null || mysql.statefulSetName.isEmpty()
                ? Names.statefulSet(cluster.getMetadata().getName())
                : mysql.statefulSetName;
        return sets.apply(namespace, name)
                .map(set -> seats(set, mysql.dataVolumeOrDefault()))
                .orElse(List.of());
    }

    private List<Seat> seats(StatefulSet set, String volume) {
        Map<String, Pod> pods = client
                .pods()
                .inNamespace(set.getMetadata().getNamespace())
                .withLabelSelector(set.getSpec().getSelector())
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream().anyMatch(owner -> owner.getUid()
                        .equals(set.getMetadata().getUid())))
                .collect(Collectors.toMap(pod -> pod.getMetadata().getName(), pod -> pod));
        int first = set.getSpec().getOrdinals() == null
                ? 0
                : Objects.requireNonNullElse(set.getSpec().getOrdinals().getStart(), 0);
        int wanted = Math.max(1, Objects.requireNonNullElse(set.getSpec().getReplicas(), 1));
        Stream<Integer> places = Stream.concat(
                IntStream.range(first, first + wanted).boxed(),
                pods.keySet().stream().map(KubeMembers::ordinal));
        Map<Integer, Seat> seats = new TreeMap<>();
        places.forEach(ordinal -> seats.computeIfAbsent(ordinal, place -> {
            String name = set.getMetadata().getName() + "-" + place;
            return new Seat(set, place, place - first, name, Optional.ofNullable(pods.get(name)), volume);
        }));
        return List.copyOf(seats.values());
    }

    private static int ordinal(String pod) {
        return Integer.parseInt(pod.substring(pod.lastIndexOf('-') + 1));
    }

    /** A claim on its way out is none to begin with. */
    private Optional<PersistentVolumeClaim> claim(Seat seat) {
        return seat.claim()
                .map(name -> client.persistentVolumeClaims()
                        .inNamespace(seat.set().getMetadata().getNamespace())
                        .withName(name)
                        .get())
                .filter(claim -> claim.getMetadata().getDeletionTimestamp() == null);
    }
}
