package dev.dromedary.step;

import dev.dromedary.chain.Member;
import dev.dromedary.part.PartsInput;
import dev.dromedary.storage.BodyPool;
import dev.dromedary.storage.Storage;
import dev.dromedary.xbcloud.ChunksInput;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Opens the stream of a member of the chain. */
public final class FetchParts implements Processor {
    private final int ahead;

    private final int partSize;

    /**
     * @param ahead how many parts are in memory, those that are being fetched and the one that is read
     * @param partSize what is held of an object that may be longer, in bytes
     */
    public FetchParts(int ahead, int partSize) {
        this.ahead = ahead;
        this.partSize = partSize;
    }

    @Override
    public void process(Exchange exchange) {
        Member member = exchange.getMessage().getBody(Member.class);
        Sources sources = RunProperty.SOURCES.get(exchange, Sources.class);
        RunProperty.MEMBER.set(exchange, member);
        exchange.getMessage()
                .setBody(
                        member.sealed()
                                ? new PartsInput(member.manifest().parts(), sources::part, BodyPool::giveBack, ahead)
                                : chunks(RunProperty.STORAGE.get(exchange, Storage.class), member));
    }

    /** The reference has no copies. */
    private ChunksInput chunks(Storage storage, Member member) {
        return ChunksInput.open(storage, member.manifest(), partSize, ahead);
    }
}
