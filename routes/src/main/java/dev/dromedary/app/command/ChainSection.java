package dev.dromedary.app.command;

import dev.dromedary.chain.ChainEntry;
import dev.dromedary.chain.ChainTree;
import java.util.List;

/**
 * The chains of a cluster in one of its storages.
 *
 * @param unread why the storage was not looked at, so that resources alone tell; null where it was
 */
record ChainSection(String cluster, String storage, List<ChainTree> trees, String unread) {
    static ChainSection of(String cluster, String storage, List<ChainEntry> entries, String unread) {
        return new ChainSection(cluster, storage, ChainTree.of(entries), unread);
    }

    boolean whole() {
        return trees.stream().allMatch(ChainTree::whole);
    }
}
