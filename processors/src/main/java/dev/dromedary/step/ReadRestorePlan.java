package dev.dromedary.step;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Member;
import dev.dromedary.chain.Parent;
import dev.dromedary.chain.RestorePlan;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Storage;
import dev.dromedary.xbcloud.ReferenceChain;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads from a storage what a restore of a backup would do. Unlike the run that plans one, it goes on after a problem. */
public final class ReadRestorePlan {
    private final Storage storage;
    private final Destination target;
    private final List<RestorePlan.Step> steps = new ArrayList<>();
    private final List<Member> found = new ArrayList<>();
    private final List<BackupException> problems = new ArrayList<>();

    private ReadRestorePlan(Storage storage, Destination target) {
        this.storage = storage;
        this.target = target;
    }

    /** @throws BackupException if the storage cannot be read */
    public static RestorePlan read(Storage storage, Destination target) {
        return new ReadRestorePlan(storage, target).read();
    }

    private RestorePlan read() {
        Optional<Member> tip = manifest(target.key());
        if (tip.isEmpty()) {
            return problems.isEmpty() ? ofTheReference() : new RestorePlan(List.of(), null, problems);
        }
        Member member = tip.get();
        found.add(member);
        step(member);
        while (member != null && member.manifest().parent() != null) {
            member = parent(member.manifest());
        }
        if (problems.isEmpty()) {
            check(tip.get());
        }
        found.reversed().stream().map(Member::manifest).forEach(this::objects);
        return new RestorePlan(steps.reversed(), tool(tip.get().manifest()), problems);
    }

    private static String tool(Manifest manifest) {
        return manifest.tool().name() + " " + manifest.tool().series();
    }

    private Optional<Member> manifest(String key) {
        try {
            return Manifests.find(storage, key).map(member -> {
                BackupKeys keys = new BackupKeys(key);
                return new Member(
                        member.manifest()
                                .with(member.manifest().parts().stream()
                                        .map(keys::here)
                                        .toList()),
                        member.sha256());
            });
        } catch (BackupException e) {
            if (e.reason() != Reason.ManifestDamaged && e.reason() != Reason.NotSupported) {
                throw e;
            }
            problems.add(e);
            return Optional.empty();
        }
    }

    /** Null if it cannot be read; what is below it is not known then. */
    private Member parent(Manifest child) {
        Parent parent = child.parent();
        int before = problems.size();
        Optional<Member> member = manifest(ReadChain.key(parent.destination(), BackupNames.baseOf(target.key())));
        member.ifPresent(found::add);
        // Where its depth is another it is not what it was, as the check says; it might lead round in a circle.
        if (member.isPresent() && member.get().manifest().depth() == child.depth() - 1) {
            step(member.get());
            return member.get();
        }
        steps.add(new RestorePlan.Step(parent.destination(), parent.from(), parent.to(), null, null, null));
        if (member.isEmpty() && problems.size() == before) {
            problems.add(new BackupException(
                    Reason.ChainBroken,
                    "the chain of " + target + " is broken: " + parent.destination() + " is missing",
                    "bring it back from a copy, or restore an earlier member of the chain"));
        }
        return null;
    }

    private void step(Member member) {
        Manifest manifest = member.manifest();
        steps.add(new RestorePlan.Step(
                manifest.destination(),
                manifest.from(),
                manifest.to(),
                manifest.completed().truncatedTo(ChronoUnit.SECONDS),
                manifest.size(),
                manifest.parts().size()));
    }

    private void check(Member tip) {
        try {
            Chain.endingIn(tip, found).members().forEach(member -> PlanRestore.requireLayout(member.manifest()));
        } catch (BackupException e) {
            problems.add(e);
        }
    }

    private void objects(Manifest manifest) {
        problems.addAll(PlanRestore.missing(storage, manifest).values());
    }

    /** Its chain has no manifests, so it is whole or it is not. */
    private RestorePlan ofTheReference() {
        try {
            Optional<Chain> chain = new ReferenceChain(storage, target).find();
            chain.ifPresentOrElse(
                    whole -> whole.members().forEach(this::step),
                    () -> problems.add(new BackupException(
                            Reason.BackupNotFound,
                            "there is no manifest beside " + target + ", and no backup of the reference",
                            "one of ours without a manifest was never finished")));
            return new RestorePlan(
                    steps, chain.map(whole -> tool(whole.tip().manifest())).orElse(null), problems);
        } catch (BackupException e) {
            if (!e.reason().damage() && e.reason() != Reason.ChainForked) {
                throw e;
            }
            return new RestorePlan(steps, null, List.of(e));
        }
    }
}
