package dev.dromedary.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import net.bytebuddy.ByteBuddy;

/** Where the application is to be killed. */
record HaltPoint(String method, String when, int count) {
    static HaltPoint enter(String method) {
        return new HaltPoint(method, "enter", 1);
    }

    static HaltPoint exit(String method) {
        return new HaltPoint(method, "exit", 1);
    }

    /** The n-th time. */
    HaltPoint number(int n) {
        return new HaltPoint(method, when, n);
    }

    /** The JVM option; the agent's jar is made in the folder. */
    String option(Path folder) throws IOException {
        Path jar = folder.resolve("halt.jar");
        if (!Files.exists(jar)) {
            write(jar);
        }
        return "-javaagent:%s=dev.dromedary.%s@%s:%d".formatted(jar, method, when, count);
    }

    private static void write(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", HaltAgent.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                ByteBuddy.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString());
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Class<?> each : List.of(HaltAgent.class, HaltAgent.Entry.class, HaltAgent.Exit.class)) {
                String name = each.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (InputStream in = HaltPoint.class.getResourceAsStream('/' + name)) {
                    in.transferTo(out);
                }
            }
        }
    }
}
