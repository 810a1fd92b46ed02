package dev.dromedary.step;

import dev.dromedary.chain.Ancestor;
import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Chain;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Member;
import dev.dromedary.chain.RestorePlan;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.Storage;
import dev.dromedary.xbcloud.ReferenceChain;
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
        Manifest manifest = tip.get().manifest();
        manifest.ancestors().forEach(this::ancestor);
        step(tip.get());
        if (problems.isEmpty()) {
            check(tip.get());
        }
        found.add(tip.get());
        found.stream().map(Member::manifest).forEach(this::objects);
        return new RestorePlan(steps, tool(manifest), problems);
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

    private void ancestor(Ancestor ancestor) {
        int before = problems.size();
        Optional<Member> member = manifest(ReadChain.key(ancestor.destination(), BackupNames.baseOf(target.key())));
        member.ifPresentOrElse(
                each -> {
                    found.add(each);
                    step(each);
                },
                () -> {
                    steps.add(new RestorePlan.Step(
                            ancestor.destination(), ancestor.from(), ancestor.to(), null, null, null));
                    if (problems.size() == before) {
                        problems.add(new BackupException(
                                Reason.ChainBroken,
                                "the chain of " + target + " is broken: " + ancestor.destination() + " is missing",
                                "bring it back from a copy, or restore an earlier member of the chain"));
                    }
                });
    }

    private void step(Member member) {
        Manifest manifest = member.manifest();
        steps.add(new RestorePlan.Step(
                manifest.destination(),
                manifest.from(),
                manifest.to(),
                manifest.completed(),
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
