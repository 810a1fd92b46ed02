package dev.dromedary.step;

import dev.dromedary.chain.Part;
import java.util.List;
import org.apache.camel.Exchange;

/** Sends a part to the copies while it is on its way to the backup's own storage; all read one buffer. */
public final class CopyPart {
    private static final String WORK = "copyWork";

    public void begin(Exchange exchange) {
        String key = exchange.getProperty(HashPart.PART, Part.class).key();
        byte[] bytes = exchange.getMessage().getBody(byte[].class);
        exchange.setProperty(WORK, Copies.of(exchange).begin(copy -> {
            copy.storage().put(key, bytes, true);
            copy.sent(bytes.length);
        }));
    }

    /**
     * Waits for the copies.
     *
     * @throws dev.dromedary.status.BackupException if one was dropped without which the run comes to nothing
     */
    public void await(Exchange exchange) {
        Copies.of(exchange).awaitAmidTheStream(work(exchange));
    }

    /** Whatever became of the part, nothing reads its buffer after this. */
    public void end(Exchange exchange) {
        work(exchange).forEach(CopyWork::end);
    }

    private static List<CopyWork> work(Exchange exchange) {
        List<?> work = exchange.getProperty(WORK, List.of(), List.class);
        return work.stream().map(CopyWork.class::cast).toList();
    }
}
