package dev.dromedary.step;

import dev.dromedary.run.ServerAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** The option file that tells a tool its account: passwords do not belong on command lines. */
final class DefaultsFile {
    private DefaultsFile() {}

    static Path write(Path directory, ServerAccess access, Source source) throws IOException {
        StringBuilder text = new StringBuilder("[client]\n");
        option(text, "user", source.account().user());
        option(text, "password", source.account().password());
        if (access.socket() != null) {
            option(text, "socket", access.socket());
        } else {
            option(text, "host", access.host());
            option(text, "port", Integer.toString(access.port()));
            option(text, "protocol", "tcp");
        }
        Path file = directory.resolve("defaults.cnf");
        var onlyUs = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Set<StandardOpenOption> create = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(file, create, onlyUs)) {
            channel.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
        }
        return file;
    }

    /** Quoted and escaped, as option files want values with spaces, quotes, hashes or backslashes. */
    private static void option(StringBuilder text, String name, String value) {
        String escaped = value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
        text.append(name).append("=\"").append(escaped).append("\"\n");
    }
}
