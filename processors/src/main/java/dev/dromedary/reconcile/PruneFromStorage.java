package dev.dromedary.reconcile;

import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.reconcile.Decision.Next;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Has chains removed from one of their storages while they stay in another, one member at a time, the newest first. A member
 * is asked by its annotation, and decides for itself how to go.
 */
record PruneFromStorage(PruneReport report, Optional<PrunePlan> plan) {
    /** What was begun and is not over; empty where the next may go. */
    Optional<Decision> goesOn(PerconaServerMySQLBackup member, String storage) {
        Optional<StoredPlace> place =
                StoredPlace.named(member, storage).filter(StoredPlace::lies).filter(each -> !Deletion.asked(member));
        boolean begun = place.isPresent()
                && Removal.begun(member).filter(place.get()::equals).isPresent();
        boolean wanted = place.isPresent() && leaving(member, place.get()).isPresent();
        if (begun || wanted) {
            report.progress(member);
            Decision decision = report.decision(Next.WAIT);
            return Optional.of(
                    begun || storage.equals(Removal.text(member))
                            ? decision
                            : decision.marking(asked(member, storage)));
        }
        if (place.isPresent() && storage.equals(Removal.text(member))) {
            // Its owner, or the course of events, has changed what the rules say.
            report.letBe();
            return Optional.of(report.decision(Next.WAIT).marking(asked(member, null)));
        }
        return Optional.empty();
    }

    private Optional<PrunePlan.Leaving> leaving(PerconaServerMySQLBackup member, StoredPlace place) {
        return plan.stream()
                .flatMap(known -> known.leaving().stream())
                .filter(leaving -> plan.orElseThrow()
                        .next(leaving)
                        .filter(next -> next.place().equals(place) && same(next.backup(), member))
                        .isPresent())
                .findFirst();
    }

    private static boolean same(PerconaServerMySQLBackup one, PerconaServerMySQLBackup other) {
        return one.getMetadata().getUid().equals(other.getMetadata().getUid());
    }

    /** The member that goes next; empty where none does. */
    Optional<Decision> begin() {
        return plan.stream()
                .flatMap(known -> known.leaving().stream())
                .flatMap(leaving -> plan.orElseThrow().next(leaving).map(next -> begin(leaving, next)).stream())
                .findFirst();
    }

    private Decision begin(PrunePlan.Leaving leaving, ChainSummaries.Member next) {
        PerconaServerMySQLBackup member = next.backup();
        String storage = next.place().handle(member);
        report.leaves(member, storage, plan.orElseThrow().chain(leaving.fate()), leaving.departure());
        Decision decision = report.decision(Next.WAIT);
        return storage.equals(Removal.text(member)) ? decision : decision.marking(asked(member, storage));
    }

    /** The member with the annotation; or without it and what is told of it, where nothing is asked any more. */
    private static PerconaServerMySQLBackup asked(PerconaServerMySQLBackup member, String storage) {
        var metadata = member.getMetadata();
        Map<String, String> annotations =
                new HashMap<>(metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations());
        // What it says was of another wish.
        Conditions.remove(member.getStatus().conditions, Removal.REMOVED);
        if (storage == null) {
            annotations.remove(Names.REMOVE_ANNOTATION);
            member.getStatus().removeRetry = null;
        } else {
            annotations.put(Names.REMOVE_ANNOTATION, storage);
        }
        metadata.setAnnotations(annotations);
        return member;
    }
}
