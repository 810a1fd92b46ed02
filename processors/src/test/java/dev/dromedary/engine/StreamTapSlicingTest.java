package dev.dromedary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StreamTapSlicingTest {
    @Property(tries = 300)
    void anySlicingSaysTheSame(
            @ForAll Dialect dialect,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 90) Integer> slices) {
        byte[] stream = StreamTapFuzzTest.stream(dialect);
        assertThat(StreamTapFuzzTest.outcome(dialect, stream, slices))
                .isEqualTo(StreamTapFuzzTest.outcome(dialect, stream, List.of(stream.length)));
    }

    @Property(tries = 300)
    void anySlicingOfADamagedStreamSaysTheSame(
            @ForAll Dialect dialect,
            @ForAll long seed,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 90) Integer> slices) {
        byte[] damaged = StreamTapFuzzTest.mutated(StreamTapFuzzTest.stream(dialect), new Random(seed));
        assertThat(StreamTapFuzzTest.outcome(dialect, damaged, slices))
                .isEqualTo(StreamTapFuzzTest.outcome(dialect, damaged, List.of(1 << 20)));
    }
}
