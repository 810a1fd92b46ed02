/** The application: roles, command line, and the Camel context that loads the route files. */
package dev.dromedary.app;
