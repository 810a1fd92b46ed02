/**
 * The platform of a plain host: resources are YAML documents in a folder, what we know of them lies beside them in
 * {@code .dromedary}, runs are threads, and the server is stopped and started by its owner's commands.
 */
package dev.dromedary.local;
