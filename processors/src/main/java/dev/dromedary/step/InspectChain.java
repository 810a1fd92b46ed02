package dev.dromedary.step;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Member;
import dev.dromedary.engine.Checkpoints;
import dev.dromedary.engine.EngineProfile;
import dev.dromedary.engine.Limits;
import dev.dromedary.engine.StreamTap;
import dev.dromedary.engine.Verdict;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.run.RunKind;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Looks whether what is stored of a chain is what was stored; all members are looked at, whatever one is like. */
public final class InspectChain {
    private static final int BUFFER = 1 << 16;

    /** Compares the objects of all members with what their manifests say, without reading them. */
    public void list(Exchange exchange) {
        Storage storage = RunProperty.STORAGE.get(exchange, Storage.class);
        String base = BackupNames.baseOf(
                RunProperty.DESTINATION.get(exchange, Destination.class).key());
        boolean deep = RunProperty.run(exchange).kind() == RunKind.INSPECT_DEEP;
        Findings findings = new Findings();
        for (Member member : RunProperty.CHAIN.get(exchange, Chain.class).members()) {
            BackupKeys keys = new BackupKeys(ReadChain.key(member.destination(), base));
            if (member.sealed()) {
                findings.add(member, StoredObjects.look(storage, keys, member.manifest()));
            } else {
                requireProof(storage, keys, deep);
                findings.add(member);
            }
        }
        RunProperty.FINDINGS.set(exchange, findings);
    }

    /**
     * What is missing of a backup of the reference was seen when its chain was read. For the rest there are the checksums
     * beside it and nothing else, and no listing can be compared with those.
     *
     * @throws BackupException {@code NotSupported} if nobody can say that it is good
     */
    private static void requireProof(Storage storage, BackupKeys keys, boolean deep) {
        if (!deep) {
            throw new BackupException(
                    Reason.NotSupported,
                    keys.backup()
                            + " has no manifest, so the lengths of its objects are not known; none was seen missing",
                    "verify it deep: then every byte is compared with its .md5");
        }
        try {
            var unused = storage.size(keys.checksums());
        } catch (NotFoundException e) {
            throw new BackupException(
                    Reason.NotSupported,
                    keys.backup() + " has neither a manifest nor an .md5, so nobody knows what was stored",
                    "restore it with target Verify, which prepares it",
                    e);
        }
    }

    /** The member whose turn it is, as the body. */
    public void next(Exchange exchange) {
        List<Member> members =
                RunProperty.FINDINGS.get(exchange, Findings.class).readable();
        exchange.getMessage().setBody(members.get(exchange.getProperty(Exchange.LOOP_INDEX, Integer.class)));
    }

    /** Reads a member's stream to its end, in the body: the parts with their hashes, the chunks with their checksums. */
    public void read(Exchange exchange) throws IOException {
        Member member = RunProperty.MEMBER.get(exchange, Member.class);
        Findings findings = RunProperty.FINDINGS.get(exchange, Findings.class);
        try (InputStream stream = exchange.getMessage().getBody(InputStream.class)) {
            read(member.manifest(), stream);
        } catch (BackupException | NotFoundException e) {
            BackupException told = explained(member, Failures.told(e));
            if (!told.reason().damage()) {
                throw told;
            }
            findings.add(told);
        }
    }

    private static void read(Manifest manifest, InputStream stream) throws IOException {
        Manifest.Tool tool = manifest.tool();
        EngineProfile engine = EngineProfile.of(tool.name(), tool.series(), tool.version());
        StreamTap tap = new StreamTap(engine.dialect(), Limits.standard());
        byte[] buffer = new byte[BUFFER];
        for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
            tap.accept(buffer, 0, count);
        }
        Optional<Map<String, String>> found = Verdict.ofStored(engine, tap).map(Checkpoints::all);
        if (tap.bytes() != manifest.size()
                || !found.orElse(manifest.checkpoints()).equals(manifest.checkpoints())) {
            throw new BackupException(
                    Reason.ChainBroken,
                    "it has " + tap.bytes() + " bytes and " + found + ", its manifest says " + manifest.size() + " and "
                            + manifest.checkpoints(),
                    "");
        }
    }

    /** A parser knows neither whose stream it reads nor what helps, and leaves the hint empty. */
    private static BackupException explained(Member member, BackupException e) {
        return e.hint().isEmpty()
                ? new BackupException(
                        e.reason(),
                        "the stored stream of " + member.destination() + " is no whole backup: " + e.getMessage(),
                        "restore another backup, and take a new full one",
                        e)
                : e;
    }

    /** What was found, as the answer of the run. */
    public void conclude(Exchange exchange) {
        Manifest tip = RunProperty.CHAIN.get(exchange, Chain.class).tip().manifest();
        boolean deep = RunProperty.run(exchange).kind() == RunKind.INSPECT_DEEP;
        exchange.getMessage()
                .setBody(RunProperty.FINDINGS.get(exchange, Findings.class).result(tip, deep));
    }
}
