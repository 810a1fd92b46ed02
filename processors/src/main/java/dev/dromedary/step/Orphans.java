package dev.dromedary.step;

import java.nio.file.Path;
import java.util.Arrays;

/** Tools that outlived the process that started them (it was killed), and still work in a folder. */
final class Orphans {
    private Orphans() {}

    static void kill(Path folder) {
        String text = folder.toString();
        ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> Arrays.stream(arguments).anyMatch(argument -> argument.contains(text)))
                        .orElse(false))
                .forEach(process -> {
                    process.destroyForcibly();
                    process.onExit().join();
                });
    }
}
