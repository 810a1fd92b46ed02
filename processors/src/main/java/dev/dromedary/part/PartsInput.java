package dev.dromedary.part;

import dev.dromedary.chain.Part;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The stream of a backup, put together from its parts: several are fetched at a time, each is compared with its hash before
 * a byte of it is given away. Memory is {@code ahead x part size}.
 */
public final class PartsInput extends InputStream {
    private final Function<Part, byte[]> fetch;
    private final Consumer<byte[]> spent;
    private final Iterator<Part> remaining;
    private final ExecutorService threads;
    private final Deque<CompletableFuture<byte[]>> coming = new ArrayDeque<>();
    private byte[] current;
    private int position;

    /**
     * @param fetch answers the object of a part, {@link #verified}
     * @param spent gets what was read to its end
     * @param ahead how many parts are fetched or held at a time
     */
    public PartsInput(List<Part> parts, Function<Part, byte[]> fetch, Consumer<byte[]> spent, int ahead) {
        this.fetch = fetch;
        this.spent = spent;
        this.remaining = parts.iterator();
        this.threads = Executors.newFixedThreadPool(
                ahead, Thread.ofPlatform().daemon().name("fetch-", 0).factory());
        for (int i = 0; i < ahead; i++) {
            fetchNext();
        }
    }

    private void fetchNext() {
        if (remaining.hasNext()) {
            Part part = remaining.next();
            coming.add(CompletableFuture.supplyAsync(() -> fetch.apply(part), threads));
        }
    }

    /**
     * The bytes, if they are those of the part.
     *
     * @throws BackupException {@code ObjectDamaged} if not
     */
    public static byte[] verified(Part part, byte[] bytes) {
        if (bytes.length != part.length() || !Hash.sha256(bytes).equals(part.sha256())) {
            throw new BackupException(
                    Reason.ObjectDamaged,
                    "the object " + part.key() + " is not what was stored: its hash differs",
                    "bring it back from a copy, or restore another backup");
        }
        return bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws BackupException if a part is missing, damaged or cannot be fetched */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (current == null || position == current.length) {
            if (!advance()) {
                return -1;
            }
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, buffer, offset, count);
        position += count;
        return count;
    }

    /** Whether there is another part: what is done with makes room for one more to be fetched. */
    private boolean advance() throws IOException {
        if (current != null) {
            spent.accept(current);
            current = null;
            fetchNext();
        }
        if (coming.isEmpty()) {
            return false;
        }
        // One that failed stays the next: whoever reads on gets its failure again, and never what comes after it.
        current = await(coming.peek());
        coming.remove();
        position = 0;
        return true;
    }

    private static byte[] await(CompletableFuture<byte[]> part) throws IOException {
        try {
            return part.get();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while a part was fetched");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        coming.clear();
    }
}
