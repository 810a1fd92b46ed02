package dev.dromedary.chain;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is known of a backup. It is stored last, as a sibling of the backup's objects: present means complete. The
 * custom resource is only a view of it.
 *
 * @param version of this format; a reader refuses a higher one
 * @param destination in the contract's spelling
 * @param lineage where the LSNs mean something
 * @param from where the increment starts; zero for a base
 * @param to the checkpoint where the next increment starts
 * @param last the end of the redo log in the backup; orders increments of an idle server, whose other LSNs are equal
 * @param checkpoints all keys of the tool's checkpoints file
 * @param layout what the parts are: {@link #STREAM} or {@link #XBCLOUD}; in their order they are the tool's stream in both
 * @param size bytes of the stream
 * @param checksums the SHA-256 of the file of checksums that the layout has beside the parts, in hex; null where it has none
 * @param parent what it extends; null for a base
 * @param depth how many members of its chain are below it
 * @param other fields of later versions, kept as they are
 */
public record Manifest(
        int version,
        String destination,
        Owner owner,
        BackupType type,
        Instant started,
        Instant completed,
        Tool tool,
        Server server,
        Lineage lineage,
        Lsn from,
        Lsn to,
        Lsn last,
        Map<String, String> checkpoints,
        String binlogPosition,
        String layout,
        List<Part> parts,
        long size,
        String checksums,
        Parent parent,
        int depth,
        Map<String, Object> other) {

    /** The version this code writes. */
    public static final int VERSION = 1;

    /** The layout in which the parts are the plain stream, cut. */
    public static final String STREAM = "stream";

    /** The layout of the reference's tool xbcloud, in which each part is a chunk of a file. */
    public static final String XBCLOUD = "xbcloud";

    /** The resource a backup belongs to; the uid tells two of one name apart. */
    public record Owner(String namespace, String name, String uid, String cluster) {}

    /** The program that took the backup; the same series must restore it. */
    public record Tool(String name, String version, String series) {}

    /** The server as it described itself when the backup was taken. */
    public record Server(String uuid, String version, String host, String dataDirectory) {}

    public Manifest {
        checkpoints = Map.copyOf(checkpoints);
        parts = List.copyOf(parts);
    }

    /** The same, as the child of a member. */
    public Manifest childOf(Member member) {
        return with(parts, member.asParent(), member.manifest().depth() + 1);
    }

    /** The same, its parts found under other keys. */
    public Manifest with(List<Part> found) {
        return with(found, parent, depth);
    }

    private Manifest with(List<Part> found, Parent below, int members) {
        return new Manifest(
                version,
                destination,
                owner,
                type,
                started,
                completed,
                tool,
                server,
                lineage,
                from,
                to,
                last,
                checkpoints,
                binlogPosition,
                layout,
                found,
                size,
                checksums,
                below,
                members,
                other);
    }

    /** Whether it extends the backup of this destination. */
    public boolean extendsBackup(String other) {
        return parent != null && parent.destination().equals(other);
    }

    /** The destination of the chain's base; its own for a base. */
    public String base() {
        return BackupNames.baseOf(destination);
    }
}
