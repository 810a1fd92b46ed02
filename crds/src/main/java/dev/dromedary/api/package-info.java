/** The custom resources, wire-compatible with {@code ps.percona.com/v1}: their fields, defaults and spelling of states. */
package dev.dromedary.api;
