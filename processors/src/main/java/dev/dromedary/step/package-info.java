/** The Camel side of the house: processors that unwrap an exchange, call a package that knows no Camel, and wrap. */
package dev.dromedary.step;
