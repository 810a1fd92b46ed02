package dev.dromedary.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromedary.chain.Part;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.NotFoundException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PartsInputTest {
    private final Map<String, byte[]> objects = new HashMap<>();
    private final List<Part> parts = new ArrayList<>();
    private final ByteArrayOutputStream whole = new ByteArrayOutputStream();

    private void store(int count) {
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[random.nextInt(50)];
            random.nextBytes(bytes);
            objects.put("part" + i, bytes);
            parts.add(new Part("part" + i, bytes.length, Hash.sha256(bytes)));
            whole.writeBytes(bytes);
        }
    }

    @Property(tries = 50)
    void thePartsAreTheStream(
            @ForAll @IntRange(min = 0, max = 40) int count, @ForAll @IntRange(min = 1, max = 5) int ahead)
            throws Exception {
        PartsInputTest test = new PartsInputTest();
        test.store(count);
        try (PartsInput input = new PartsInput(
                test.parts, part -> PartsInput.verified(part, test.objects.get(part.key())), part -> {}, ahead)) {
            assertThat(input.readAllBytes()).isEqualTo(test.whole.toByteArray());
        }
    }

    @Test
    void noMoreThanTheBoundIsHeld() throws Exception {
        AtomicInteger fetched = new AtomicInteger();
        List<byte[]> spent = new ArrayList<>();
        List<Part> ten = IntStream.range(0, 20)
                .mapToObj(i -> new Part("part" + i, 10, ""))
                .toList();
        Function<Part, byte[]> fetch = part -> {
            fetched.incrementAndGet();
            return new byte[10];
        };
        try (PartsInput input = new PartsInput(ten, fetch, spent::add, 3)) {
            for (int done = 0; done < 20; done++) {
                input.readNBytes(5);
                assertThat(fetched.get()).isLessThanOrEqualTo(done + 3);
                assertThat(spent).hasSize(done);
                input.readNBytes(5);
            }
            assertThat(input.read()).isEqualTo(-1);
        }
    }

    @Test
    void aDamagedPartGivesAwayNothing() {
        store(3);
        objects.get("part0")[0] ^= 1;
        try (PartsInput input =
                new PartsInput(parts, part -> PartsInput.verified(part, objects.get(part.key())), part -> {}, 1)) {
            assertThatThrownBy(input::read)
                    .isInstanceOfSatisfying(
                            BackupException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ObjectDamaged))
                    .hasMessageContaining("part0");
        }
    }

    @Test
    void aMissingPartIsNoEnd() {
        store(3);
        try (PartsInput input = new PartsInput(
                parts,
                part -> {
                    throw new NotFoundException(part.key());
                },
                part -> {},
                2)) {
            assertThatThrownBy(input::readAllBytes).isInstanceOf(NotFoundException.class);
            assertThatThrownBy(input::read).isInstanceOf(NotFoundException.class);
        }
    }
}
