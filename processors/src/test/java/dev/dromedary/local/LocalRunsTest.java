package dev.dromedary.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.chain.Manifest;
import dev.dromedary.run.Progress;
import dev.dromedary.run.RunKind;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunResult.Outcome;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.run.RunView.Phase;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LocalRunsTest {
    private final Semaphore woken = new Semaphore(0);

    private LocalRuns runs(Function<RunSpecification, RunResult> work) {
        return new LocalRuns(work, woken::release);
    }

    private static RunSpecification run(RunKind kind) {
        return RunSpecification.inStorage(kind, new Manifest.Owner("ns", "b", "uid", "c"), null, null, null);
    }

    private RunResult resultOf(RunKind kind, Function<RunSpecification, RunResult> work) throws InterruptedException {
        LocalRuns runs = runs(work);
        runs.launch(run(kind));
        woken.acquire();
        return runs.follow(run(kind).name()).result();
    }

    @Test
    void aRunIsFollowedFromLaunchToForgotten() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger launched = new AtomicInteger();
        LocalRuns runs = runs(run -> {
            launched.incrementAndGet();
            await(go);
            return RunResult.succeeded(null);
        });
        String name = run(RunKind.PLAN).name();
        assertThat(runs.follow(name).phase()).isEqualTo(Phase.ABSENT);

        runs.launch(run(RunKind.PLAN));
        runs.launch(run(RunKind.PLAN));
        Progress progress = new Progress("copying", 1, 1, -1, null);
        runs.report(name, progress);
        woken.acquire();
        assertThat(runs.follow(name).phase()).isEqualTo(Phase.RUNNING);
        assertThat(runs.follow(name).progress()).isEqualTo(progress);
        runs.forget(name);
        go.countDown();
        woken.acquire();

        assertThat(runs.follow(name).phase()).isEqualTo(Phase.ENDED);
        assertThat(runs.follow(name).result().outcome()).isEqualTo(Outcome.SUCCEEDED);
        runs.launch(run(RunKind.PLAN));
        runs.forget(name);
        assertThat(runs.follow(name).phase()).isEqualTo(Phase.ABSENT);
        assertThat(launched).hasValue(1);
    }

    @Test
    void aRunThatBreaksOffHasAResult() throws InterruptedException {
        RunResult told = resultOf(RunKind.BACKUP, run -> {
            throw new BackupException(Reason.DiskFull, "full", "empty it");
        });
        RunResult unexpected = resultOf(RunKind.BACKUP, run -> {
            throw new OutOfMemoryError("heap");
        });
        RunResult none = resultOf(RunKind.PLAN, run -> null);

        assertThat(told.reason()).isEqualTo("DiskFull");
        assertThat(told.outcome()).as("nobody has cleaned up").isEqualTo(Outcome.FAILED_WITH_LEFTOVERS);
        assertThat(unexpected.reason()).isEqualTo("Internal");
        assertThat(unexpected.message()).contains("heap");
        assertThat(unexpected.outcome()).isEqualTo(Outcome.FAILED_WITH_LEFTOVERS);
        assertThat(none.outcome()).isEqualTo(Outcome.NOT_STARTED);
    }

    @Test
    void aSettleThatBreaksOffHasNotCleanedAnything() throws InterruptedException {
        RunResult broken = resultOf(RunKind.SETTLE, run -> {
            throw new OutOfMemoryError("heap");
        });

        assertThat(broken.outcome()).isEqualTo(Outcome.NOT_STARTED);
    }

    @Test
    void aRunHasAPlatformThreadOfItsOwn() throws InterruptedException {
        Thread[] seen = new Thread[1];
        resultOf(RunKind.PLAN, run -> {
            seen[0] = Thread.currentThread();
            return RunResult.succeeded(null);
        });

        assertThat(seen[0].isVirtual()).isFalse();
        assertThat(seen[0]).isNotSameAs(Thread.currentThread());
    }

    @Test
    void aCancelledRunIsInterruptedAndEnds() throws InterruptedException {
        LocalRuns runs = runs(run -> {
            await(new CountDownLatch(1));
            return null;
        });
        runs.launch(run(RunKind.VERIFY));

        runs.cancel(run(RunKind.VERIFY).name());
        runs.cancel("unknown");
        woken.acquire();

        assertThat(runs.follow(run(RunKind.VERIFY).name()).result().reason()).isEqualTo("RunCancelled");
    }

    @Test
    void shutdownEndsAllAndLaunchesNoMore() throws InterruptedException {
        LocalRuns runs = runs(run -> {
            await(new CountDownLatch(1));
            return null;
        });
        runs.launch(run(RunKind.BACKUP));
        runs.launch(run(RunKind.VERIFY));

        boolean ended = runs.shutdown(Duration.ofSeconds(20));
        runs.launch(run(RunKind.PLAN));

        assertThat(ended).isTrue();
        assertThat(runs.follow(run(RunKind.BACKUP).name()).phase()).isEqualTo(Phase.ENDED);
        assertThat(runs.follow(run(RunKind.PLAN).name()).phase()).isEqualTo(Phase.ABSENT);
    }

    @Test
    void shutdownDoesNotWaitForEver() throws InterruptedException {
        Semaphore go = new Semaphore(0);
        LocalRuns runs = runs(run -> {
            go.acquireUninterruptibly();
            return RunResult.succeeded(null);
        });
        runs.launch(run(RunKind.BACKUP));

        assertThat(runs.shutdown(Duration.ofMillis(1))).isFalse();

        go.release();
        woken.acquire();
        assertThat(runs.follow(run(RunKind.BACKUP).name()).result().outcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
