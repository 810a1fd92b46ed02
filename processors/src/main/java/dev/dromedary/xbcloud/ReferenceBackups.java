package dev.dromedary.xbcloud;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.chain.Catalogue;
import dev.dromedary.chain.LinksByLsn;
import dev.dromedary.chain.Manifest;
import dev.dromedary.chain.Member;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Destination;
import dev.dromedary.storage.StorageContents;
import dev.dromedary.storage.StoredObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The backups of the reference in a storage, each with what it extends. As a restore does it, parents are found by LSNs and
 * servers, never by names; but each is looked at for a moment only ({@link LookAtBackup#glance}).
 */
public final class ReferenceBackups {
    private final ReferenceFolders folders;
    private final Function<String, Destination> place;
    private final List<Catalogue.Found> found = new ArrayList<>();
    private final Map<String, BackupException> broken = new TreeMap<>();
    private final Map<String, Member> members = new HashMap<>();

    private ReferenceBackups(ReferenceFolders folders, Function<String, Destination> place) {
        this.folders = folders;
        this.place = place;
    }

    /**
     * Looks at all of a listing.
     *
     * @param below what the keys of all begin with; empty, or with a slash at its end
     * @param listed all objects below that
     * @param place the destination of a backup, by its key
     */
    public static ReferenceBackups look(
            StorageContents storage,
            String below,
            Collection<StoredObject> listed,
            Function<String, Destination> place) {
        LookAtBackup look = new LookAtBackup(storage);
        ReferenceBackups backups = new ReferenceBackups(ReferenceFolders.of(below, listed), place);
        Map<String, Manifest> whole = new TreeMap<>();
        backups.folders.all().forEach((key, objects) -> {
            switch (look.glance(place.apply(key), objects)) {
                case Look.Whole(Manifest manifest) -> whole.put(key, manifest);
                case Look.Broken(String destination, BackupException why) -> backups.broken.put(destination, why);
            }
        });
        backups.link(whole);
        return backups;
    }

    /** Those that are whole, as far as a glance tells; those with a problem are not known to extend anything. */
    public List<Catalogue.Found> found() {
        return List.copyOf(found);
    }

    /** What is no whole backup, by destination, and why. */
    public Map<String, BackupException> broken() {
        return Map.copyOf(broken);
    }

    private void link(Map<String, Manifest> whole) {
        Map<String, List<Manifest>> increments = new TreeMap<>();
        whole.forEach((key, manifest) -> {
            if (BackupNames.isIncrement(key)) {
                increments
                        .computeIfAbsent(BackupNames.baseOf(key), any -> new ArrayList<>())
                        .add(manifest);
            } else {
                add(new Member(manifest, ""));
            }
        });
        increments.forEach((baseKey, ofBase) -> {
            Manifest base = whole.get(baseKey);
            if (base == null) {
                BackupException why = withoutBase(baseKey);
                ofBase.forEach(each -> found.add(problem(each, why)));
            } else {
                link(new LinksByLsn(base, ofBase), ofBase);
            }
        });
    }

    /** A parent starts before its child does, so it is a member when its child's turn comes. */
    private void link(LinksByLsn links, List<Manifest> ofBase) {
        for (Manifest each :
                ofBase.stream().sorted(Comparator.comparing(Manifest::from)).toList()) {
            try {
                List<Manifest> chain = links.chainTo(each);
                Member parent = members.get(chain.get(chain.size() - 2).destination());
                add(new Member(each.childOf(parent), ""));
            } catch (BackupException e) {
                found.add(problem(each, e));
            }
        }
    }

    private void add(Member member) {
        members.put(member.destination(), member);
        found.add(new Catalogue.Found(member.destination(), member));
    }

    private static Catalogue.Found problem(Manifest manifest, BackupException why) {
        return new Catalogue.Found(manifest.destination(), new Member(manifest, ""), why);
    }

    private BackupException withoutBase(String baseKey) {
        String base = place.apply(baseKey).toString();
        if (folders.ours(baseKey)) {
            return new BackupException(
                    Reason.ChainBroken,
                    "it has no manifest, and its base " + base + " is of dromedary",
                    "dromedary extends its own backups only; find out who has put it there");
        }
        BackupException why = broken.get(base);
        return new BackupException(
                Reason.ChainBroken,
                why == null
                        ? "its base " + base + " is missing"
                        : "its base " + base + " cannot be restored: " + why.getMessage(),
                "bring the base back from a copy, or restore another backup");
    }
}
