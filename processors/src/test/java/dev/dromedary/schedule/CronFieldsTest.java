package dev.dromedary.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Our calendar against that of cron-utils, which is a hundred times slower and has its own mind about changed clocks. */
class CronFieldsTest {
    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    @Test
    void bothFindTheSameTimes() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            String text = String.join(
                    " ",
                    one(random, "*", "0", "*/15", "7,23", "10-20/5", "40/9"),
                    one(random, "*", "0", "2", "*/6", "1-3", "22,23"),
                    one(random, "*", "*", "1", "*/10", "28-31", "29"),
                    one(random, "*", "*", "2", "JAN-MAR", "*/4", "11,12"),
                    one(random, "*", "*", "0", "MON", "5-7", "*/2"));
            var theirs = ExecutionTime.forCron(PARSER.parse(text));
            CronFields ours = CronFields.parse(text);
            LocalDateTime time = LocalDateTime.of(2026, 1 + random.nextInt(12), 1, random.nextInt(24), 0);
            for (int n = 0; n < 12; n++) {
                LocalDateTime expected = theirs.nextExecution(time.atZone(ZoneOffset.UTC))
                        .orElseThrow()
                        .toLocalDateTime();
                assertThat(ours.from(time.plusNanos(1)))
                        .as(text + " after " + time)
                        .hasValue(expected);
                time = expected;
            }
        }
    }

    private static String one(Random random, String... some) {
        return List.of(some).get(random.nextInt(some.length));
    }
}
