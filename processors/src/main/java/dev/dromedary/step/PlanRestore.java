package dev.dromedary.step;

import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Member;
import dev.dromedary.chain.Part;
import dev.dromedary.engine.EngineProfile;
import dev.dromedary.run.RunResult;
import dev.dromedary.run.RunSpecification;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StoredObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Makes sure that every object of a chain exists with its length, and that this host has the tool of its series. */
public final class PlanRestore implements Processor {
    private static final Set<String> LAYOUTS = Set.of(Manifest.STREAM, Manifest.XBCLOUD);

    @Override
    public void process(Exchange exchange) {
        RunSpecification run = RunProperty.run(exchange);
        Sources sources = RunProperty.SOURCES.get(exchange, Sources.class);
        Chain chain = RunProperty.CHAIN.get(exchange, Chain.class);
        chain.members().forEach(member -> requireLayout(member.manifest()));
        sources.nearest(storage -> missing(storage, chain));
        Manifest tip = chain.tip().manifest();
        if (run.server() != null) {
            RunProperty.ENGINE.set(exchange, tool(run, tip));
        }
        exchange.getMessage().setBody(RunResult.succeeded(RunResult.BackupFacts.of(tip, 0), sources.told()));
    }

    /** The tool that restores has to be of the series that took the backup. */
    private static ToolSearch.Found tool(RunSpecification run, Manifest manifest) {
        Manifest.Tool taken = manifest.tool();
        ToolSearch.Found found = ToolSearch.search(
                EngineProfile.candidates(taken.name()), run.server().toolPath());
        if (!found.engine().name().equals(taken.name())
                || !found.engine().series().equals(taken.series())) {
            throw new BackupException(
                    Reason.ToolNotSupported,
                    "the backup was taken with " + taken.name() + " " + taken.series() + ", here is "
                            + found.engine().name() + " " + found.engine().series(),
                    "use the tool of the same series");
        }
        return found;
    }

    static void requireLayout(Manifest manifest) {
        if (!LAYOUTS.contains(manifest.layout())) {
            throw new BackupException(
                    Reason.NotSupported,
                    "the backup " + manifest.destination() + " has the layout " + manifest.layout(),
                    "use a newer version of dromedary");
        }
    }

    /** What is wrong with the objects of a chain, by their keys. */
    private static Map<String, BackupException> missing(Storage storage, Chain chain) {
        Map<String, BackupException> missing = new LinkedHashMap<>();
        // Without a manifest its parts are what the listing had a moment ago.
        chain.members().stream()
                .filter(Member::sealed)
                .forEach(member -> missing.putAll(missing(storage, member.manifest())));
        return missing;
    }

    static Map<String, BackupException> missing(Storage storage, Manifest manifest) {
        Map<String, BackupException> missing = new LinkedHashMap<>();
        // By the parts' own keys, not by the destination: the chain may lie in a copy of the bucket it was written to.
        Map<String, Long> found = folders(manifest)
                .flatMap(folder -> storage.list(folder).stream())
                .collect(Collectors.toMap(StoredObject::key, StoredObject::size));
        for (Part part : manifest.parts()) {
            Long size = found.get(part.key());
            if (size == null) {
                missing.put(
                        part.key(),
                        new BackupException(
                                Reason.ObjectMissing,
                                "the object " + part.key() + " of " + manifest.destination() + " is missing",
                                "bring it back from a copy, or restore another backup"));
            } else if (size != part.length()) {
                missing.put(
                        part.key(),
                        new BackupException(
                                Reason.ObjectDamaged,
                                "the object " + part.key() + " has " + size + " bytes, the manifest says "
                                        + part.length(),
                                "bring it back from a copy, or restore another backup"));
            }
        }
        return missing;
    }

    /** Those that lie in no other: the layout of the reference has the folders of the server's data. */
    private static Stream<String> folders(Manifest manifest) {
        Set<String> all = manifest.parts().stream()
                .map(part -> part.key().substring(0, part.key().lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        return all.stream()
                .filter(folder -> all.stream().noneMatch(other -> !other.equals(folder) && folder.startsWith(other)));
    }
}
