package dev.dromedary.xbcloud;

import dev.dromedary.chain.Part;
import dev.dromedary.storage.StorageContents;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Fetches objects in pieces, in order, some of them ahead: as many as there is memory for, and small ones many at a time. */
final class Pieces implements AutoCloseable {
    /** Most requests at a time; a storage holds 32 connections by default. */
    private static final int REQUESTS = 16;

    /** A part of an object, in memory. */
    record Piece(Part object, byte[] bytes, boolean last) {}

    private record Coming(int length, CompletableFuture<Piece> piece) {}

    private final StorageContents storage;
    private final int longest;
    private final long budget;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            REQUESTS, Thread.ofPlatform().daemon().name("fetch-", 0).factory());
    private final Deque<Coming> coming = new ArrayDeque<>();
    private final Iterator<Part> objects;
    private Part object;
    private long offset;
    private long held;
    private int given;

    /**
     * @param longest of a piece, in bytes
     * @param budget bytes that are held or on their way at a time
     */
    Pieces(StorageContents storage, List<Part> objects, int longest, long budget) {
        this.storage = storage;
        this.objects = objects.iterator();
        this.longest = longest;
        this.budget = budget;
    }

    /** The next piece, waiting for it; null after the last. The one before it is done with. */
    Piece next() throws IOException {
        held -= given;
        given = 0;
        fetchAhead();
        Coming first = coming.poll();
        if (first == null) {
            return null;
        }
        given = first.length();
        return await(first.piece());
    }

    private void fetchAhead() {
        while (coming.size() < REQUESTS && more()) {
            int length = (int) Math.min(longest, object.length() - offset);
            if (!coming.isEmpty() && held + length > budget) {
                return;
            }
            held += length;
            coming.add(new Coming(length, fetch(object, offset, length)));
            offset += length;
        }
    }

    private boolean more() {
        if (object == null || offset == object.length()) {
            object = objects.hasNext() ? objects.next() : null;
            offset = 0;
        }
        return object != null;
    }

    private CompletableFuture<Piece> fetch(Part of, long from, int length) {
        return CompletableFuture.supplyAsync(
                () -> new Piece(of, storage.get(of.key(), from, length), from + length == of.length()), threads);
    }

    private static Piece await(CompletableFuture<Piece> piece) throws IOException {
        try {
            return piece.get();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted while an object was fetched");
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
