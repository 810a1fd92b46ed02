/** Times that come again and again, and the names of what is made at them. Knows cron-utils and the JDK only. */
package dev.dromedary.schedule;
