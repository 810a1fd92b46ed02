/** The Camel processors: each is one verb, unwraps the exchange, calls a package below, and wraps the answer. */
package dev.dromedary.step;
