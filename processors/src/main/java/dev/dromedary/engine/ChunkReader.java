package dev.dromedary.engine;

import dev.dromedary.engine.StreamFiles.Broken;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The machine that goes through a chunk byte by byte: what it expects next, and what that means for the files. */
final class ChunkReader {
    private enum State {
        HEAD,
        PATH,
        BODY,
        NEW_PATH,
        HOLE,
        PAYLOAD
    }

    private static final int HOLE_LENGTH = 8;

    private final Dialect dialect;
    private final StreamListener listener;
    private final byte[] gathered = new byte[StreamPath.MAX_LENGTH];
    private final ByteBuffer numbers = ByteBuffer.wrap(gathered).order(ByteOrder.LITTLE_ENDIAN);
    final StreamFiles files;
    final Keepsakes keepsakes = new Keepsakes();
    private final ChunkPayload payload;

    private State state = State.HEAD;
    private int have;
    private int need = ChunkHead.LENGTH;
    long bytes;

    // The chunk being read.
    long start;
    String path = "";
    private ChunkHead head;

    ChunkReader(Dialect dialect, Limits limits, StreamListener listener) {
        this.dialect = dialect;
        this.listener = listener;
        this.files = new StreamFiles(dialect, limits);
        this.payload = new ChunkPayload(limits, keepsakes);
    }

    boolean atBoundary() {
        return state == State.HEAD && have == 0;
    }

    /** Takes some bytes, at least one, and tells how many. */
    int take(byte[] buffer, int offset, int length) throws Broken {
        int taken;
        if (state == State.PAYLOAD) {
            taken = (int) Math.min(payload.left(), length);
            payload.add(buffer, offset, taken);
        } else {
            taken = Math.min(need - have, length);
            System.arraycopy(buffer, offset, gathered, have, taken);
            have += taken;
        }
        bytes += taken;
        if (state == State.PAYLOAD ? payload.left() == 0 : have == need) {
            step();
        }
        return taken;
    }

    private void step() throws Broken {
        have = 0;
        switch (state) {
            case HEAD -> head();
            case PATH -> path();
            case BODY -> body();
            case NEW_PATH -> rename();
            case HOLE -> hole();
            case PAYLOAD -> payloadEnd();
        }
    }

    private void expect(State next, int length) {
        state = next;
        need = length;
    }

    private void head() throws Broken {
        head = ChunkHead.read(dialect, numbers);
        expect(State.PATH, head.pathLength());
    }

    private void path() throws Broken {
        path = checkedPath();
        switch (head.type()) {
            case END -> {
                StreamFiles.Entry ended = files.end(path, head.rewrite());
                if (ended.size == 0) {
                    keepsakes.drop(path);
                }
                listener.file(path, ended.size);
                done(ended);
            }
            case REMOVE -> done(files.remove(path));
            case PAYLOAD, SPARSE, SEEK, RENAME -> expect(State.BODY, head.bodyLength());
        }
    }

    private String checkedPath() throws Broken {
        String name = StreamPath.decode(gathered, need);
        Optional<String> fault = StreamPath.fault(name);
        if (fault.isPresent()) {
            throw new Broken("a chunk has " + fault.get());
        }
        return name;
    }

    private void body() throws Broken {
        switch (head.type()) {
            case PAYLOAD -> payloadBegin(numbers.getLong(0), numbers.getLong(8), numbers.getInt(16), 0);
            case SPARSE -> payloadBegin(numbers.getLong(4), numbers.getLong(12), numbers.getInt(20), numbers.getInt(0));
            case SEEK -> seek(numbers.getLong(0));
            case RENAME -> expect(State.NEW_PATH, ChunkHead.pathLength(numbers.getInt(0)));
            case END, REMOVE -> throw new IllegalStateException(head.type() + " has no body");
        }
    }

    private void payloadBegin(long length, long offset, int checksum, int holes) throws Broken {
        payload.announce(length, checksum, holes, head.type() == Chunk.Type.SPARSE);
        payload.of(path, files.write(path, head.rewrite()), offset);
        afterHole();
    }

    private void hole() throws Broken {
        payload.hole(gathered, HOLE_LENGTH, numbers.getInt(0), numbers.getInt(4));
        afterHole();
    }

    private void afterHole() throws Broken {
        if (payload.hasHoles()) {
            expect(State.HOLE, HOLE_LENGTH);
            return;
        }
        payload.checkMap();
        if (payload.left() > 0) {
            state = State.PAYLOAD;
        } else {
            payloadEnd();
        }
    }

    private void payloadEnd() throws Broken {
        payload.end();
        done(payload.file());
    }

    private void seek(long offset) throws Broken {
        if (offset < 0) {
            throw new Broken("a chunk seeks byte " + Long.toUnsignedString(offset));
        }
        StreamFiles.Entry sought = files.write(path, head.rewrite());
        sought.position = offset;
        keepsakes.drop(path);
        done(sought);
    }

    private void rename() throws Broken {
        String newPath = checkedPath();
        StreamFiles.Entry from = files.rename(path, newPath);
        keepsakes.drop(newPath);
        done(from);
    }

    private void done(StreamFiles.Entry of) {
        long from = start;
        start = bytes;
        expect(State.HEAD, ChunkHead.LENGTH);
        listener.chunk(new Chunk(path, head.type(), of.index++, Math.max(0, of.generation), from, bytes - from));
    }
}
