/** A run: one attempt at a backup, a restore or a part of it. What it is told, what it answers, and both as JSON. */
package dev.dromedary.run;
