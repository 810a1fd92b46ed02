package dev.dromedary.storage;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Keys as paths below a folder and back. ASCII stays as it is; a percent sign and everything else is percent-encoded,
 * because the JDK refuses other characters in paths where the locale is plain C, as it is in most containers.
 */
record FolderNames(Path root) {
    /** Unfinished puts; a name that no listing shows and no key may have. */
    static final String UNFINISHED = ".tmp";

    Path path(String key) {
        return root.resolve(encoded(key));
    }

    /** The key as a path below any folder, on whichever host. */
    static String encoded(String key) {
        String first = key.split("/", 2)[0];
        // A key in there would show up nowhere and be swept away one day: it must not be stored at all.
        return encode(ObjectKeys.check(first.equals(UNFINISHED) ? "" : key));
    }

    /** The deepest folder that holds all keys of the prefix. */
    Path folder(String prefix) {
        return root.resolve(encodedFolder(prefix));
    }

    /** As {@link #folder}, as a path below any folder; empty for that folder itself. */
    static String encodedFolder(String prefix) {
        int slash = ObjectKeys.checkPrefix(prefix).lastIndexOf('/');
        return slash < 0 ? "" : encode(prefix.substring(0, slash));
    }

    String key(Path path) {
        return decoded(root.relativize(path).toString());
    }

    static String decoded(String name) {
        if (name.indexOf('%') < 0) {
            return name;
        }
        var bytes = new ByteArrayOutputStream(name.length());
        for (int i = 0; i < name.length(); i++) {
            int value = name.charAt(i) == '%' && i + 2 < name.length() ? hex(name, i + 1) : -1;
            if (value >= 0) {
                bytes.write(value);
                i += 2;
            } else {
                bytes.writeBytes(name.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int hex(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static String encode(String key) {
        var path = new StringBuilder(key.length());
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            if (b >= 0x20 && b < 0x7f && b != '%') {
                path.append((char) b);
            } else {
                path.append('%').append(Character.forDigit((b >> 4) & 0xf, 16)).append(Character.forDigit(b & 0xf, 16));
            }
        }
        return path.toString();
    }
}
