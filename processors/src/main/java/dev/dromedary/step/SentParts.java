package dev.dromedary.step;

import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Part;
import dev.dromedary.part.Cuts;
import dev.dromedary.part.Hash;
import dev.dromedary.part.Slice;
import dev.dromedary.part.Spool;
import dev.dromedary.xbcloud.Checksums;
import dev.dromedary.xbcloud.ChunkCuts;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The parts of a backup that are stored, in the order of the stream, whichever was done first; and how they are cut. */
final class SentParts {
    private final boolean chunks;
    private final Map<Integer, Part> parts = new ConcurrentSkipListMap<>();
    private final Map<String, String> md5s = new ConcurrentHashMap<>();

    /** @param layout as a manifest spells it; null for the usual one */
    SentParts(String layout) {
        chunks = Manifest.XBCLOUD.equals(layout);
    }

    /** Fills the spool with the stream, cut as the layout has it. */
    void fill(Spool spool, InputStream stream, int partSize, Spool.Tap tap) {
        if (chunks) {
            Cuts cuts = new ChunkCuts(stream, partSize, tap);
            spool.fill(cuts);
        } else {
            spool.fill(stream, tap);
        }
    }

    void add(Slice slice, Part part) {
        parts.put(slice.index(), part);
        if (chunks) {
            md5s.put(part.key(), Hash.md5(slice.bytes()));
        }
    }

    List<Part> parts() {
        return List.copyOf(parts.values());
    }

    /** What the layout has beside the parts; empty if that is nothing. */
    String checksums(String folder) {
        return chunks ? Checksums.text(parts(), folder, md5s) : "";
    }
}
