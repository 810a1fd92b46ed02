package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.run.ResourceKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class QuartzAlarmTest {
    private static final ResourceKey SHOP = new ResourceKey("PerconaServerMySQL", "ns", "shop");
    private static final ResourceKey OTHER = new ResourceKey("PerconaServerMySQL", "other", "shop");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final BlockingQueue<ResourceKey> rung = new LinkedBlockingQueue<>();
    private QuartzAlarm alarm;

    @BeforeEach
    void start() {
        alarm = QuartzAlarm.in(context, rung::add);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private Scheduler scheduler() {
        return context.getComponent("quartz", QuartzComponent.class).getScheduler();
    }

    @Test
    void itRingsForTheClusterWhoseTimeHasCome() throws Exception {
        alarm.set(SHOP, Instant.now().plus(1, ChronoUnit.DAYS));
        alarm.set(OTHER, Instant.now().plusMillis(50));

        assertThat(rung.take()).isEqualTo(OTHER);
        assertThat(scheduler().checkExists(new TriggerKey("shop", "ns"))).isTrue();
    }

    @Test
    void aTimeThatHasPassedRingsAtOnce() throws Exception {
        alarm.set(SHOP, Instant.now().minus(1, ChronoUnit.DAYS));

        assertThat(rung.take()).isEqualTo(SHOP);
    }

    @Test
    void aClusterHasOneTimeTheLastThatWasSet() throws Exception {
        alarm.set(SHOP, Instant.parse("2100-01-01T00:00:00Z"));
        alarm.set(SHOP, Instant.parse("2090-01-01T00:00:00.000000001Z"));
        alarm.set(SHOP, Instant.parse("2090-01-01T00:00:00.000000002Z"));

        assertThat(scheduler().getTriggerKeys(GroupMatcher.anyGroup())).hasSize(1);
        assertThat(scheduler().getTrigger(new TriggerKey("shop", "ns")).getStartTime())
                .isEqualTo(Instant.parse("2090-01-01T00:00:00Z"));

        alarm.set(SHOP, null);
        alarm.set(SHOP, null);

        assertThat(scheduler().getTriggerKeys(GroupMatcher.anyGroup())).isEmpty();
    }

    @Test
    void itEndsWithTheContext() throws Exception {
        Scheduler scheduler = scheduler();
        assertThat(scheduler.isStarted()).isTrue();

        context.stop();

        assertThat(scheduler.isShutdown()).isTrue();
    }
}
