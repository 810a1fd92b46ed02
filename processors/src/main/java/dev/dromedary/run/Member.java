package dev.dromedary.run;

/**
 * A server of a cluster as the platform sees it now; also one that is stopped, as long as its data is there.
 *
 * @param pod the name of its pod
 * @param host {@code <pod>.<service>.<namespace>}
 * @param ready whether it answers
 * @param primary whether its pod is marked as the primary
 * @param ordinal its place in the StatefulSet
 * @param node where its pod runs, or null
 * @param claim the name of the claim with its data; null where the data lies in no claim
 * @param volume the claim's uid, or null
 * @param mountPath where its container sees the claim
 * @param subPath of the claim that it sees there; empty for all of it
 * @param runAs whom its container runs as; null where its pod does not say
 */
public record Member(
        String pod,
        String host,
        boolean ready,
        boolean primary,
        int ordinal,
        String node,
        String claim,
        String volume,
        String mountPath,
        String subPath,
        RunAs runAs) {}
