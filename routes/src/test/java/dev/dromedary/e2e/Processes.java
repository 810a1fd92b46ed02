package dev.dromedary.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Processes of pods: the node is this machine. */
final class Processes {
    private Processes() {}

    /** Ends our program in a pod by SIGKILL, and waits until it is gone. */
    static void kill(Pod pod) {
        List<ProcessHandle> found = ProcessHandle.allProcesses()
                .filter(process -> of(process, pod))
                .filter(process -> process.info()
                        .command()
                        .filter(command -> command.endsWith("/java"))
                        .isPresent())
                .toList();
        if (found.size() != 1 || !found.getFirst().destroyForcibly()) {
            throw new AssertionError(
                    "processes of pod " + pod.getMetadata().getName() + " that could be killed: " + found);
        }
        found.getFirst().onExit().join();
    }

    private static boolean of(ProcessHandle process, Pod pod) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cgroup"))
                    .contains("/pod" + pod.getMetadata().getUid() + "/");
        } catch (IOException e) {
            // It is gone.
            return false;
        }
    }
}
