package dev.dromedary.xbcloud;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Part;
import dev.dromedary.engine.Chunk;
import dev.dromedary.engine.Dialect;
import dev.dromedary.engine.Limits;
import dev.dromedary.engine.StreamListener;
import dev.dromedary.engine.StreamTap;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageContents;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;

/**
 * The stream of a backup of the reference, put together from its objects, file by file. A chunk can have a GiB, so an object
 * is fetched in pieces, and given away before its end is seen: what is wrong with it ends the stream with an error, and
 * whoever unpacked it throws it away. No head of a chunk is given away unseen, though, so no path leads anywhere else.
 */
public final class ChunksInput extends InputStream {
    private final Pieces pieces;
    private final Iterator<Part> expected;
    private final Checksums sums;
    private final String folder;
    private final StreamTap tap;
    private final MessageDigest md5;
    private byte[] current = new byte[0];
    private Part object;
    private int position;

    private ChunksInput(Pieces pieces, Iterator<Part> expected, Checksums sums, String folder, Dialect dialect) {
        this.pieces = pieces;
        this.expected = expected;
        this.sums = sums;
        this.folder = folder;
        tap = new StreamTap(dialect, Limits.standard(), new StreamListener() {
            @Override
            public void chunk(Chunk chunk) {
                requireExpected(chunk);
            }
        });
        try {
            md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    /**
     * Opens the stream of a backup.
     *
     * @param pieceSize the longest piece of an object that is held, in bytes
     * @param ahead how many pieces of that size are held or on their way at a time
     */
    public static ChunksInput open(StorageContents storage, Manifest backup, int pieceSize, int ahead) {
        String folder = folder(backup);
        BackupKeys keys = new BackupKeys(folder.substring(0, folder.length() - 1));
        return new ChunksInput(
                new Pieces(storage, backup.parts(), pieceSize, (long) pieceSize * ahead),
                backup.parts().iterator(),
                LookAtBackup.checksums(storage, keys),
                folder,
                backup.tool().name().equals("mariadb") ? Dialect.MARIADB : Dialect.PERCONA);
    }

    /** The shortest that there is: files of the first level are in every backup. */
    private static String folder(Manifest backup) {
        return backup.parts().stream()
                .map(part -> part.key().substring(0, part.key().lastIndexOf('/') + 1))
                .min(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws BackupException if an object is missing, is not what was stored, or is no chunk of its file */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (position == current.length) {
            // Let go before the next one is waited for.
            current = new byte[0];
            position = 0;
            Pieces.Piece next = pieces.next();
            if (next == null) {
                tap.end();
                return -1;
            }
            check(next);
            current = next.bytes();
            object = next.object();
        }
        int count = Math.min(length, current.length - position);
        feed(count);
        System.arraycopy(current, position, buffer, offset, count);
        position += count;
        return count;
    }

    private void feed(int count) {
        try {
            tap.accept(current, position, count);
        } catch (BackupException e) {
            throw e.reason() == Reason.StreamDamaged
                    ? damaged(object, "is no chunk of its file: " + e.getMessage())
                    : e;
        }
    }

    private void check(Pieces.Piece piece) {
        String name = piece.object().key().substring(folder.length());
        Optional<String> sum = sums.of(name);
        if (sum.isEmpty()) {
            return;
        }
        md5.update(piece.bytes());
        if (piece.last() && !HexFormat.of().formatHex(md5.digest()).equals(sum.get())) {
            throw damaged(piece.object(), "is not what was stored: its MD5 differs");
        }
    }

    /** Each object is one chunk, and one of the file that its name says. */
    private void requireExpected(Chunk chunk) {
        Part object = expected.next();
        String path = ChunkKey.parse(object.key().substring(folder.length()))
                .map(ChunkKey::path)
                .orElse("");
        if (!chunk.path().equals(path) || chunk.length() != object.length()) {
            throw damaged(object, "holds a chunk of " + chunk.path() + " with " + chunk.length() + " bytes");
        }
        if (chunk.type() == Chunk.Type.RENAME) {
            throw damaged(object, "renames a file, and the order of files is lost in this layout");
        }
    }

    private static BackupException damaged(Part object, String why) {
        return new BackupException(
                Reason.ObjectDamaged, "the object " + object.key() + " " + why, "restore another backup");
    }

    @Override
    public void close() {
        pieces.close();
    }
}
