package dev.dromedary.step;

import dev.dromedary.chain.Member;
import dev.dromedary.part.PartsInput;
import dev.dromedary.storage.Storage;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Opens the stream of a member of the chain. */
public final class FetchParts implements Processor {
    private final int ahead;

    /** @param ahead how many parts are fetched at a time */
    public FetchParts(int ahead) {
        this.ahead = ahead;
    }

    @Override
    public void process(Exchange exchange) {
        Member member = exchange.getMessage().getBody(Member.class);
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        RunProperty.MEMBER.set(exchange, member);
        exchange.getMessage().setBody(new PartsInput(member.manifest().parts(), storage::get, ahead));
    }
}
