package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which Java the launcher script takes, and what it says where there is none. */
class FindJavaTest {
    @TempDir
    Path folder;

    private Path onPath;
    private Path jvms;

    private int exit;
    private String said;

    /** Whatever this machine has: its own comes later on the path, and not at all in the folder of JVMs. */
    @BeforeEach
    void makeAnOldOne() throws IOException {
        onPath = Files.createDirectory(folder.resolve("bin"));
        jvms = Files.createDirectory(folder.resolve("jvm"));
        putOnPath(java("debian", "17.0.12", "java", "javac"));
    }

    private Path java(String name, String version, String... programs) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        for (String program : programs) {
            Path file = Files.writeString(home.resolve("bin").resolve(program), "#!/bin/sh\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        return home;
    }

    /** As Debian's alternatives do it. */
    private void putOnPath(Path home) throws IOException {
        for (String program : new String[] {"java", "javac"}) {
            Files.deleteIfExists(onPath.resolve(program));
            Files.createSymbolicLink(
                    onPath.resolve(program), home.resolve("bin").resolve(program));
        }
    }

    private void find(String program, Path javaHome) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash",
                        "-euc",
                        ". \"$1\"; jvms=$2; find_java \"$3\"; printf %s \"$JAVA_HOME\"",
                        "bash",
                        Product.HOME.resolve("deploy/setup.sh").toString(),
                        jvms.toString(),
                        program)
                .redirectErrorStream(true);
        builder.environment().put("PATH", onPath + ":" + System.getenv("PATH"));
        builder.environment().remove("JAVA_HOME");
        if (javaHome != null) {
            builder.environment().put("JAVA_HOME", javaHome.toString());
        }
        Process process = builder.start();
        said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        exit = process.waitFor();
    }

    private void finds(Path expected, String program, Path javaHome) throws IOException, InterruptedException {
        find(program, javaHome);
        assertThat(said).isEqualTo(expected.toString());
        assertThat(exit).isZero();
    }

    @Test
    void theUsersComesFirstThenThePathThenTheNewestOfTheMachine() throws Exception {
        Path own = java("own", "21.0.4", "java", "javac");
        Path path = java("path", "24", "java", "javac");
        java("jvm/java-17", "17.0.12", "java", "javac");
        java("jvm/java-21", "21.0.4", "java", "javac");
        Path newest = java("jvm/early-access", "26-ea", "java", "javac");
        java("jvm/java-9", "9.0.4", "java", "javac");

        finds(newest, "java", folder.resolve("debian"));
        putOnPath(path);
        finds(path, "java", null);
        finds(path, "java", folder.resolve("debian"));
        finds(own, "java", own);
    }

    /** Debian's package without {@code -jdk} has no compiler. */
    @Test
    void whatCannotCompileIsPassedOverForABuild() throws Exception {
        Path runtime = java("jvm/runtime", "25", "java");
        Path kit = java("jvm/kit", "21", "java", "javac");

        finds(kit, "javac", runtime);
        finds(runtime, "java", runtime);
    }

    @Test
    void thatThereIsNoneIsToldWithWhatToDo() throws Exception {
        java("jvm/java-17", "17.0.12", "java", "javac");
        Files.createDirectory(jvms.resolve("empty"));

        find("java", folder.resolve("gone"));

        assertThat(exit).isEqualTo(2);
        assertThat(said).isEqualTo("""
                dromedary: no JDK of 21 or newer in JAVA_HOME, PATH or %s
                dromedary: Debian 13, Ubuntu 24.04: apt-get install openjdk-21-jdk-headless
                dromedary: Debian 12 has only 17: install Temurin 21 or newer, see https://adoptium.net/installation/linux
                dromedary: or unpack any JDK of 21 or newer and set JAVA_HOME to its folder
                """.formatted(jvms));
    }
}
