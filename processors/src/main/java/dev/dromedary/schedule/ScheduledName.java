package dev.dromedary.schedule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The names that follow from an entry of {@code spec.backup.schedule}, in the reference's form.
 *
 * @param keep null or zero for all
 * @param type in the resource's spelling, or null
 */
public record ScheduledName(
        String namespace, String cluster, String schedule, String when, Integer keep, String storage, String type) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final int PART = 16;
    private static final int SUFFIX = 5;
    private static final int BASE = 32;
    private static final int LABEL_PART = 50;

    /**
     * The name of the backup of a time.
     *
     * @param time the ideal one; the name has it in UTC
     * @param older whether the cluster is of the reference's time before 1.0.0
     */
    public String backup(Instant time, boolean older) {
        return backup(prefixed(), time, older);
    }

    /** As {@link #backup(Instant, boolean)}, of an entry with this name. */
    String backup(String entry, Instant time, boolean older) {
        String suffix = older ? before() : suffix(entry);
        String name = String.join("-", "cron", part(cluster), part(storage), TIME.format(time), suffix);
        return NAME.matcher(name).matches()
                ? name
                : name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    }

    private static String part(String text) {
        return text.substring(0, Math.min(PART, text.length()));
    }

    private String suffix(String entry) {
        String hash = hash(namespace + "/" + cluster + json(entry));
        return hash.substring(Math.max(0, hash.length() - SUFFIX));
    }

    private String before() {
        String hash = hash(when);
        return hash.substring(0, Math.min(SUFFIX, hash.length()));
    }

    private static String hash(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toString(crc.getValue(), BASE);
    }

    /** The entry as Go writes it: in this order, without what is empty. */
    private String json(String entry) {
        StringBuilder json = new StringBuilder("{");
        field(json, "name", GoText.quoted(entry));
        if (!when.isEmpty()) {
            field(json, "schedule", GoText.quoted(when));
        }
        if (keep != null && keep != 0) {
            field(json, "keep", keep.toString());
        }
        if (!storage.isEmpty()) {
            field(json, "storageName", GoText.quoted(storage));
        }
        if (type != null && !type.isEmpty()) {
            field(json, "type", GoText.quoted(type));
        }
        return json.append('}').toString();
    }

    private static void field(StringBuilder json, String name, String value) {
        json.append(json.length() > 1 ? "," : "")
                .append('"')
                .append(name)
                .append("\":")
                .append(value);
    }

    private String prefixed() {
        return sha1(namespace + "-" + cluster).substring(0, SUFFIX) + "-" + schedule;
    }

    /** The value of the label that backups of the schedule have; where the reference's is no such value, one like it. */
    public String ancestor() {
        String name = prefixed();
        if (LABEL.matcher(name).matches()) {
            return name;
        }
        String some = name.replaceAll("[^-A-Za-z0-9_.]", "-");
        return some.substring(0, Math.min(LABEL_PART, some.length())) + "-"
                + sha1(name).substring(0, SUFFIX);
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
