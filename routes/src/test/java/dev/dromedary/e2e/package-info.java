/** The product as a user meets it: built, installed on a real node, and told what to do by resources alone. */
package dev.dromedary.e2e;
