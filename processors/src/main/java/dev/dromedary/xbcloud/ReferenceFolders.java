package dev.dromedary.xbcloud;

import dev.dromedary.chain.BackupNames;
import dev.dromedary.part.BackupKeys;
import dev.dromedary.storage.StoredObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which folders of a listing may be backups of the reference: those right below the prefix, and the increments of each, that
 * have a chunk of a file at their first level, as every backup has. A prefix with backups in it has none.
 *
 * @param all what lies in each, by the key of the backup
 * @param ours keys of the backups that dromedary has claimed; without a manifest they were never finished
 */
record ReferenceFolders(Map<String, List<StoredObject>> all, Set<String> ours) {
    static ReferenceFolders of(String below, Collection<StoredObject> listed) {
        Set<String> ours = new HashSet<>();
        for (StoredObject object : listed) {
            if (BackupKeys.isManifest(object.key())) {
                ours.add(BackupKeys.ofManifest(object.key()).backup());
            } else if (BackupKeys.isOwner(object.key())) {
                ours.add(BackupKeys.ofOwner(object.key()).backup());
            }
        }
        Map<String, List<StoredObject>> all = new TreeMap<>();
        for (StoredObject object : listed) {
            String key = backup(below, object.key());
            if (!key.isEmpty() && !ours.contains(key)) {
                all.computeIfAbsent(key, any -> new ArrayList<>()).add(object);
            }
        }
        all.entrySet().removeIf(each -> each.getValue().stream()
                .noneMatch(object -> isFile(object.key().substring(each.getKey().length() + 1))));
        return new ReferenceFolders(all, ours);
    }

    boolean ours(String key) {
        return ours.contains(key);
    }

    /** The key of the backup that an object lies in; empty where it lies in none. */
    private static String backup(String below, String key) {
        int first = key.indexOf('/', below.length());
        if (first <= below.length()) {
            return "";
        }
        int second = key.indexOf('/', first + 1);
        if (second > 0 && BackupNames.isIncrement(key.substring(below.length(), second))) {
            return key.substring(0, second);
        }
        return key.substring(0, first);
    }

    private static boolean isFile(String name) {
        return ChunkKey.parse(name).filter(chunk -> !chunk.path().contains("/")).isPresent();
    }
}
