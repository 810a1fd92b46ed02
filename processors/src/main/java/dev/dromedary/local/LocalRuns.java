package dev.dromedary.local;

import dev.dromedary.run.Progress;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView;
import dev.dromedary.run.StoredBackup;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs as threads of this process: platform threads, because a tool dies with the thread that started it. */
public final class LocalRuns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRuns.class);

    /** One run; guarded by the lock of {@link LocalRuns}. */
    private static final class Run {
        private final Thread thread;
        private Progress progress;
        private RunResult result;
        private boolean cancelled;

        Run(Thread thread) {
            this.thread = thread;
        }

        RunView view() {
            return result == null
                    ? new RunView(RunView.Phase.RUNNING, progress, null)
                    : new RunView(RunView.Phase.ENDED, progress, result);
        }
    }

    private final Function<RunSpecification, RunResult> work;
    private final Runnable wake;
    private final Map<String, Run> runs = new HashMap<>();
    private boolean closed;

    /**
     * Runs with nothing at work yet.
     *
     * @param work does a run, in the run's own thread, and is interrupted when the run is cancelled
     * @param wake called after each change of a run; must return at once
     */
    public LocalRuns(Function<RunSpecification, RunResult> work, Runnable wake) {
        this.work = work;
        this.wake = wake;
    }

    /** Starts the run, unless there is one of its name, at work or ended, or the process is stopping. */
    public synchronized void launch(RunSpecification specification) {
        String name = specification.name();
        if (closed || runs.containsKey(name)) {
            return;
        }
        Thread thread = Thread.ofPlatform().name(name).unstarted(() -> end(name, run(name, specification)));
        runs.put(name, new Run(thread));
        thread.start();
    }

    /** The run as it is now. */
    public synchronized RunView follow(String name) {
        Run run = runs.get(name);
        return run == null ? RunView.ABSENT : run.view();
    }

    /** What a run that has ended has found. */
    public synchronized List<StoredBackup> found(String name) {
        Run run = runs.get(name);
        return run == null || run.result == null ? List.of() : run.result.found();
    }

    /** Interrupts the run; it ends by itself after that, with a result. */
    public synchronized void cancel(String name) {
        Run run = runs.get(name);
        if (run != null && run.result == null) {
            run.cancelled = true;
            run.thread.interrupt();
        }
    }

    /** Drops the run if it has ended. */
    public synchronized void forget(String name) {
        Run run = runs.get(name);
        if (run != null && run.result != null) {
            runs.remove(name);
        }
    }

    /** Takes in how far a run is. */
    public void report(String name, Progress progress) {
        synchronized (this) {
            Run run = runs.get(name);
            if (run == null || run.result != null) {
                return;
            }
            run.progress = progress;
        }
        wake.run();
    }

    /**
     * Cancels all runs, launches no more, and waits for them to end.
     *
     * @return whether all have ended within the limit
     */
    public boolean shutdown(Duration limit) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        synchronized (this) {
            closed = true;
            runs.keySet().forEach(this::cancel);
            runs.values().forEach(run -> threads.add(run.thread));
        }
        long deadline = System.nanoTime() + limit.toNanos();
        boolean ended = true;
        for (Thread thread : threads) {
            ended &= thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        return ended;
    }

    /** Cancels all runs without waiting for them. */
    @Override
    public void close() {
        try {
            shutdown(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RunResult run(String name, RunSpecification specification) {
        try {
            RunResult result = work.apply(specification);
            return result != null ? result : unexpected(specification, new IllegalStateException("no result"));
        } catch (BackupException e) {
            return broken(specification, e);
        } catch (Throwable e) {
            // Errors as well: a run without an end would be followed for ever.
            boolean cancelled = cancelled(name);
            LOG.error("run {} {}", name, cancelled ? "was cancelled" : "failed", e);
            return cancelled ? broken(specification, cancelled(e)) : unexpected(specification, e);
        }
    }

    private synchronized boolean cancelled(String name) {
        return runs.get(name).cancelled;
    }

    private void end(String name, RunResult result) {
        synchronized (this) {
            runs.get(name).result = result;
        }
        wake.run();
    }

    private static BackupException cancelled(Throwable cause) {
        return new BackupException(Reason.RunCancelled, "the run was cancelled", "", cause);
    }

    private static RunResult unexpected(RunSpecification specification, Throwable e) {
        return broken(
                specification,
                new BackupException(Reason.Internal, "unexpected: " + e, "look into the log and report it", e));
    }

    /** Nobody cleaned up after a run that broke off like this: a backup is to be settled, data to be looked at. */
    private static RunResult broken(RunSpecification specification, BackupException e) {
        return RunResult.failed(
                switch (specification.kind()) {
                    case BACKUP, RESTORE -> Outcome.FAILED_WITH_LEFTOVERS;
                    case SETTLE, PLAN, INSPECT, INSPECT_DEEP, IMPORT -> Outcome.NOT_STARTED;
                    case VERIFY, ROLL_BACK, ACCEPT, DELETE, REMOVE, COPY -> Outcome.FAILED;
                },
                e);
    }
}
