/** The server that is backed up: who it is, what its account may do, and which data directory it runs on. Knows JDBC. */
package dev.dromedary.server;
