package dev.dromedary.step;

import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Member;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * Lets {@code direct:unpack-member} work one member ahead of the prepare: the storage is not idle while the tool applies
 * a log. One unpacks at a time, so memory is that of one.
 */
public final class UnpackAhead {
    /** The exchange property that holds the unpacking that is under way. */
    private static final String COMING = "unpacking";

    private record Coming(Member member, Thread thread, CompletableFuture<Exchange> end) {}

    private final ProducerTemplate template;

    public UnpackAhead(ProducerTemplate template) {
        this.template = template;
    }

    /** Waits for the member whose turn it is in the loop, and begins with the one after it. */
    public void next(Exchange exchange) {
        List<Member> members = RunProperty.CHAIN.get(exchange, Chain.class).members();
        int index = exchange.getProperty(Exchange.LOOP_INDEX, Integer.class);
        Coming coming = exchange.getProperty(COMING, Coming.class);
        if (coming == null) {
            coming = begin(exchange, members.get(index));
        }
        Exchange unpacked = await(coming);
        if (unpacked.getException() != null) {
            throw Failures.told(unpacked.getException());
        }
        RunProperty.MEMBER.set(exchange, coming.member());
        RunProperty.UNPACKED.set(exchange, unpacked.getProperty(RunProperty.UNPACKED.key()));
        exchange.removeProperty(COMING);
        if (index + 1 < members.size()) {
            begin(exchange, members.get(index + 1));
        }
    }

    private static Exchange await(Coming coming) {
        try {
            coming.thread().join();
            return coming.end().join();
        } catch (InterruptedException e) {
            throw Failures.cancelled(e);
        }
    }

    private Coming begin(Exchange exchange, Member member) {
        CompletableFuture<Exchange> end = new CompletableFuture<>();
        Thread thread = Thread.ofPlatform()
                .name("unpack-" + member.manifest().depth())
                .unstarted(() -> unpack(exchange, member, end));
        Coming coming = new Coming(member, thread, end);
        exchange.setProperty(COMING, coming);
        thread.start();
        return coming;
    }

    private void unpack(Exchange parent, Member member, CompletableFuture<Exchange> end) {
        try {
            end.complete(template.send("direct:unpack-member", exchange -> {
                RunProperty.copy(parent, exchange);
                exchange.getMessage().setBody(member);
            }));
        } catch (RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    /** Ends what is under way; nothing is written to the workplace after that. */
    public void stop(Exchange exchange) {
        Coming coming = exchange.getProperty(COMING, Coming.class);
        if (coming != null) {
            coming.thread().interrupt();
            Threads.awaitEnd(coming.thread());
            exchange.removeProperty(COMING);
        }
    }
}
