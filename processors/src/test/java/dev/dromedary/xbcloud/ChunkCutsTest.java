package dev.dromedary.xbcloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.engine.Chunk;
import dev.dromedary.engine.Dialect;
import dev.dromedary.engine.Limits;
import dev.dromedary.engine.StreamListener;
import dev.dromedary.engine.StreamTap;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkCutsTest {
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    /** The slices by name, read in small steps. */
    private Map<String, byte[]> cut(byte[] stream, int longest) throws IOException {
        Map<String, byte[]> slices = new LinkedHashMap<>();
        ChunkCuts cuts = new ChunkCuts(trickling(stream), longest, seen::write);
        while (cuts.next()) {
            byte[] buffer = new byte[longest];
            int length = 0;
            while (length < longest) {
                int read = cuts.read(buffer, length, Math.min(7, longest - length));
                if (read < 0) {
                    break;
                }
                length += read;
            }
            cuts.finish().accept(buffer);
            assertThat(slices.put(cuts.name(), Arrays.copyOf(buffer, length)))
                    .as(cuts.name())
                    .isNull();
        }
        return slices;
    }

    /** A pipe gives what it has. */
    private static InputStream trickling(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 5));
            }
        };
    }

    private static byte[] join(Iterable<byte[]> slices) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        slices.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static byte[] stream(Random random) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<String> open = new ArrayList<>(List.of("a.ibd", "shop/b@0024.ibd.delta", "shop/c.MYD"));
        Map<String, Integer> offsets = new LinkedHashMap<>();
        while (!open.isEmpty()) {
            String path = open.get(random.nextInt(open.size()));
            if (random.nextInt(4) == 0) {
                all.writeBytes(Bucket.head('E', path));
                open.remove(path);
            } else {
                byte[] content = new byte[random.nextInt(500)];
                random.nextBytes(content);
                all.writeBytes(Bucket.payload(path, offsets.getOrDefault(path, 0), content));
                offsets.merge(path, content.length, Integer::sum);
            }
        }
        return all.toByteArray();
    }

    /** What a stream writes: the bytes of each file. */
    private static Map<String, byte[]> files(byte[] stream) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        StreamTap tap = new StreamTap(Dialect.PERCONA, Limits.standard(), new StreamListener() {
            @Override
            public void chunk(Chunk chunk) {
                byte[] before = files.getOrDefault(chunk.path(), new byte[0]);
                int head = 14 + chunk.path().length() + (chunk.type() == Chunk.Type.PAYLOAD ? 20 : 0);
                byte[] content = Arrays.copyOfRange(
                        stream, (int) chunk.offset() + head, (int) (chunk.offset() + chunk.length()));
                files.put(chunk.path(), join(List.of(before, content)));
            }
        });
        tap.accept(stream, 0, stream.length);
        tap.end();
        return files;
    }

    @Test
    void chunksThatFitStayWhatTheyAre() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            byte[] stream = stream(new Random(seed));
            seen.reset();

            Map<String, byte[]> slices = cut(stream, 1000);

            assertThat(join(slices.values())).isEqualTo(stream);
            assertThat(seen.toByteArray()).isEqualTo(stream);
        }
    }

    @Test
    void thoseThatDoNotFitBecomeSeveralAndTheFilesStayWhatTheyAre() throws IOException {
        for (int seed = 0; seed < 50; seed++) {
            byte[] stream = stream(new Random(seed));
            seen.reset();

            Map<String, byte[]> slices = cut(stream, 100);

            assertThat(slices.values()).allMatch(slice -> slice.length <= 100);
            assertThat(files(join(slices.values()))).usingRecursiveComparison().isEqualTo(files(stream));
            assertThat(seen.toByteArray()).as("what the verdict is about").isEqualTo(stream);
        }
    }

    @Test
    void namesCountTheChunksOfAFile() throws IOException {
        byte[] stream = join(List.of(
                Bucket.payload("a", 0, new byte[150]),
                Bucket.head('E', "empty"),
                Bucket.payload("b", 0, new byte[1]),
                Bucket.payload("a", 150, new byte[1]),
                Bucket.head('E', "a"),
                Bucket.head('E', "b")));

        assertThat(cut(stream, 100).keySet())
                .containsExactly(
                        new ChunkKey("a", 0).name(),
                        new ChunkKey("a", 1).name(),
                        new ChunkKey("a", 2).name(),
                        new ChunkKey("empty", 0).name(),
                        new ChunkKey("b", 0).name(),
                        new ChunkKey("a", 3).name(),
                        new ChunkKey("a", 4).name(),
                        new ChunkKey("b", 1).name());
    }

    @Test
    void aChunkWithHolesStaysWhole() throws IOException {
        byte[] stream =
                join(List.of(sparse("shop/pc.ibd", new byte[] {1, 2, 3}, 5, 1, 7, 2), Bucket.head('E', "shop/pc.ibd")));

        Map<String, byte[]> slices = cut(stream, 100);

        assertThat(slices).hasSize(2);
        assertThat(join(slices.values())).isEqualTo(stream);
    }

    @Test
    void aChunkWithHolesThatIsTooLongIsRefused() {
        byte[] stream = sparse("shop/pc.ibd", new byte[90], 5, 90);

        assertThatThrownBy(() -> cut(stream, 100))
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NotSupported))
                .hasMessageContaining("98 bytes");
    }

    private static byte[] sparse(String path, byte[] content, int... map) {
        byte[] head = Bucket.head('S', path);
        ByteBuffer chunk = ByteBuffer.allocate(head.length + 24 + 4 * map.length + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(head)
                .putInt(map.length / 2)
                .putLong(content.length)
                .putLong(0)
                .putInt(0);
        for (int number : map) {
            chunk.putInt(number);
        }
        return chunk.put(content).array();
    }

    /** It is for the tap to say that it is cut; nothing of it is lost on the way there. */
    @ParameterizedTest
    @ValueSource(ints = {1, 13, 14, 20, 30, 60, 149, 189})
    void aStreamThatIsCutReachesTheTapWhole(int length) throws IOException {
        byte[] stream = Arrays.copyOf(Bucket.payload("shop/a.ibd", 0, new byte[150]), length);

        cut(stream, 100);

        assertThat(seen.toByteArray()).isEqualTo(stream);
    }

    @Test
    void whatTheTapRefusesIsNotCut() {
        byte[] stream =
                "this is no stream at all, whatever it may be".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        StreamTap tap = new StreamTap(Dialect.PERCONA, Limits.standard());

        assertThatThrownBy(() -> new ChunkCuts(new ByteArrayInputStream(stream), 100, tap::accept).next())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.StreamDamaged));
    }
}
