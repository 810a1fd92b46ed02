/** The Kubernetes side: what is watched, written and locked there. Knows the client and the resources, but not Camel. */
package dev.dromedary.kube;
