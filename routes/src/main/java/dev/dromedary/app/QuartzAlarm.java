package dev.dromedary.app;

import dev.dromedary.run.ResourceKey;
import dev.dromedary.step.DecideSchedules;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SchedulerFactory;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.simpl.RAMJobStore;
import org.quartz.simpl.SimpleThreadPool;

/**
 * Has clusters looked at when something of theirs is due: one trigger a cluster, of Camel's Quartz, which fires once. What is
 * due is decided anew from the clock, so that nothing is lost with a trigger.
 */
final class QuartzAlarm implements DecideSchedules.Alarm {
    private static final JobKey LOOK = new JobKey("look", "dromedary");

    private final QuartzComponent quartz;

    private QuartzAlarm(QuartzComponent quartz) {
        this.quartz = quartz;
    }

    /**
     * Adds the component {@code quartz}, which starts and stops with the context.
     *
     * @param ring called with the key of the cluster; it must not take long
     */
    static QuartzAlarm in(CamelContext context, Consumer<ResourceKey> ring) {
        QuartzComponent quartz = new QuartzComponent(context);
        quartz.setSchedulerFactory(new OneThread(ring));
        context.addComponent("quartz", quartz);
        return new QuartzAlarm(quartz);
    }

    @Override
    public void set(ResourceKey cluster, Instant time) {
        TriggerKey key = new TriggerKey(cluster.name(), cluster.namespace());
        try {
            arm(quartz.getScheduler(), key, time == null ? null : time.truncatedTo(ChronoUnit.MILLIS));
        } catch (SchedulerException e) {
            throw new IllegalStateException("the alarm of " + cluster + " cannot be set", e);
        }
    }

    private static void arm(Scheduler scheduler, TriggerKey key, Instant time) throws SchedulerException {
        Trigger before = scheduler.getTrigger(key);
        if (time == null) {
            scheduler.unscheduleJob(key);
        } else if (before == null) {
            scheduler.scheduleJob(trigger(key, time));
        } else if (!time.equals(before.getStartTime().toInstant())) {
            scheduler.rescheduleJob(key, trigger(key, time));
        }
    }

    private static Trigger trigger(TriggerKey key, Instant time) {
        return TriggerBuilder.newTrigger()
                .withIdentity(key)
                .forJob(LOOK)
                .startAt(Date.from(time))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                .build();
    }

    /**
     * A scheduler with one thread, put together by hand: Quartz' own factory sets properties of beans, for which it needs
     * java.desktop, and the image has none.
     */
    private record OneThread(Consumer<ResourceKey> ring) implements SchedulerFactory {
        @Override
        public Scheduler getScheduler() throws SchedulerException {
            SimpleThreadPool threads = new SimpleThreadPool(1, Thread.NORM_PRIORITY);
            threads.setMakeThreadsDaemons(true);
            String name = "dromedary-" + UUID.randomUUID();
            threads.setThreadNamePrefix("alarm");
            threads.setInstanceName(name);
            DirectSchedulerFactory factory = DirectSchedulerFactory.getInstance();
            factory.createScheduler(name, name, threads, new RAMJobStore());
            Scheduler scheduler = factory.getScheduler(name);
            scheduler.setJobFactory((fired, by) -> context -> ring(context.getTrigger()));
            JobDetail look = JobBuilder.newJob(Job.class)
                    .withIdentity(LOOK)
                    .storeDurably()
                    .build();
            scheduler.addJob(look, false);
            return scheduler;
        }

        private void ring(Trigger trigger) {
            ring.accept(new ResourceKey(
                    "PerconaServerMySQL",
                    trigger.getKey().getGroup(),
                    trigger.getKey().getName()));
        }

        @Override
        public Scheduler getScheduler(String name) throws SchedulerException {
            return DirectSchedulerFactory.getInstance().getScheduler(name);
        }

        @Override
        public Collection<Scheduler> getAllSchedulers() {
            return List.of();
        }
    }
}
