/** The Camel component {@code reconcile}: a route is called for each resource that has to be looked at. */
package dev.dromedary.component;
