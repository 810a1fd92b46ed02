/** Objects in a storage: keys, the verbs, their two errors, and the factories of the clients behind the route templates. */
package dev.dromedary.storage;
