package dev.dromedary.kube;

import dev.dromedary.api.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;

/** The Jobs of runs and their pods, as they were last told of; to be read only. */
interface RunStore {
    List<Job> jobs();

    List<Pod> pods();

    static RunStore of(Watches watches) {
        return new RunStore() {
            @Override
            public List<Job> jobs() {
                return watches.jobs().list(null);
            }

            @Override
            public List<Pod> pods() {
                return watches.pods().list(null);
            }
        };
    }

    /** The run that a Job or a pod is of. */
    static Optional<String> run(ObjectMeta metadata) {
        return Optional.ofNullable(metadata.getAnnotations()).map(annotations -> annotations.get(Names.RUN_ANNOTATION));
    }

    default List<Job> jobs(String run) {
        return of(jobs(), run);
    }

    default List<Pod> pods(String run) {
        return of(pods(), run);
    }

    private static <T extends HasMetadata> List<T> of(List<T> all, String run) {
        return all.stream()
                .filter(each -> run(each.getMetadata()).filter(run::equals).isPresent())
                .toList();
    }
}
