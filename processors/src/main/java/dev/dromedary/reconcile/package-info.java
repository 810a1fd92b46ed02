/**
 * Decides what happens next to a resource, from what is seen of it, its cluster, its lease and its run. Knows the
 * resources and the contract's texts, but neither Camel nor Kubernetes: what is seen comes in, a decision goes out.
 */
package dev.dromedary.reconcile;
