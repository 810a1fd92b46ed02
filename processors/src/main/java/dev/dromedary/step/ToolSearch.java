package dev.dromedary.step;

import dev.dromedary.engine.EngineLog;
import dev.dromedary.engine.EngineProfile;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the backup program on this host or in this image, and asks it what it is. */
final class ToolSearch {
    /** The program as it is to be called, and its facts. */
    record Found(String executable, EngineProfile engine) {}

    private ToolSearch() {}

    /**
     * Asks the candidates in their order; the first that answers is it.
     *
     * @param toolPath the program, or the folder it lies in, or null for the PATH
     * @throws BackupException {@code ToolNotFound} or {@code ToolNotSupported}
     */
    static Found search(List<String> candidates, String toolPath) {
        for (String candidate : candidates) {
            String executable = executable(candidate, toolPath);
            Optional<String> answer = version(executable);
            if (answer.isPresent()) {
                return new Found(executable, EngineProfile.detect(answer.get()));
            }
        }
        throw new BackupException(
                Reason.ToolNotFound,
                "there is no " + String.join(" or ", candidates) + (toolPath == null ? "" : " at " + toolPath),
                "install it, or name its place in spec.local.toolPath or its image in spec.backup.image");
    }

    /** The unpacker of a tool lies beside it. */
    static String beside(String executable, String name) {
        int slash = executable.lastIndexOf('/');
        return slash < 0 ? name : executable.substring(0, slash + 1) + name;
    }

    private static String executable(String candidate, String toolPath) {
        if (toolPath == null || toolPath.isEmpty()) {
            return candidate;
        }
        // Absolute, because a tool runs in the folder of its run.
        Path path = Path.of(toolPath).toAbsolutePath();
        return (Files.isDirectory(path) ? path.resolve(candidate) : path).toString();
    }

    private static Optional<String> version(String executable) {
        EngineLog log = new EngineLog();
        try (ToolProcess tool = ToolProcess.start(executable, List.of("--version"), log)) {
            tool.input().close();
            String output = new String(tool.output().readAllBytes(), StandardCharsets.UTF_8);
            tool.exit();
            return Optional.of(output + "\n" + String.join("\n", log.tail()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
