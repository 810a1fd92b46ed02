/** The commands for people: what they are told, and where they work. */
package dev.dromedary.app.command;
