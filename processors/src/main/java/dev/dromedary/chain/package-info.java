/** Chains of backups: LSNs, links, lineages, manifests, and what follows from them. Knows the JDK only. */
package dev.dromedary.chain;
