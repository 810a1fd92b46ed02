package dev.dromedary.app;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * A java agent that ends the JVM at a method, as kill -9 would: no hook, no finally, nothing is flushed. The argument is
 * {@code class#method@enter:n}, or {@code @exit}: the n-th time that the method begins, or returns.
 */
public final class HaltAgent {
    /** The exit code of a process that was killed. */
    public static final int KILLED = 137;

    private static final AtomicInteger LEFT = new AtomicInteger();

    private HaltAgent() {}

    public static void premain(String argument, Instrumentation instrumentation) {
        String[] parts = argument.split("[#@:]", -1);
        LEFT.set(Integer.parseInt(parts[3]));
        Class<?> advice = parts[2].equals("enter") ? Entry.class : Exit.class;
        new AgentBuilder.Default()
                .type(ElementMatchers.named(parts[0]))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(advice).on(ElementMatchers.named(parts[1]))))
                .installOn(instrumentation);
    }

    /** Called from the instrumented method. */
    public static void reached() {
        if (LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    /** Copied to the beginning of the method. */
    static final class Entry {
        private Entry() {}

        @Advice.OnMethodEnter
        static void enter() {
            HaltAgent.reached();
        }
    }

    /** Copied to where the method returns. */
    static final class Exit {
        private Exit() {}

        @Advice.OnMethodExit
        static void exit() {
            HaltAgent.reached();
        }
    }
}
