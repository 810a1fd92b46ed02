/**
 * The layout in which the reference's tool xbcloud stores a stream: each chunk an object, named by its file and its number
 * in it. Knows neither Camel nor Kubernetes.
 */
package dev.dromedary.xbcloud;
