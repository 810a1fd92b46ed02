/** The data path between a tool and a storage: spool, parts, hashes. Knows the JDK only. */
package dev.dromedary.part;
