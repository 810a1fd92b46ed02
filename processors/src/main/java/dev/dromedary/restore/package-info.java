/**
 * Restores on disk: where the staged data lies, how old and new data change places, and how that is undone. Knows the JDK
 * only.
 */
package dev.dromedary.restore;
