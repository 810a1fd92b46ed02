/**
 * What is known of the backup tools: their command lines, the stream they write, the lines they print, and how to tell
 * whether a backup is one. Knows the JDK only, and runs nothing.
 */
package dev.dromedary.engine;
