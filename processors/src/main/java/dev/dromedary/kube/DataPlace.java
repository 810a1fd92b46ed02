package dev.dromedary.kube;

import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;

/**
 * Where the data of a server is, for a pod that works on it.
 *
 * @param mountPath where the server sees it
 * @param subPath of the claim; empty for all of it
 * @param node where the server runs, so that it can be had there only; null where it is stopped
 * @param tolerations of the server's pod: what may keep others from its node must not keep us
 */
record DataPlace(String claim, String mountPath, String subPath, String node, List<Toleration> tolerations) {}
