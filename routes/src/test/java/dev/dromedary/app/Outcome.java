package dev.dromedary.app;

import com.fasterxml.jackson.databind.JsonNode;

/** A resource as it is known at one moment. */
record Outcome(String name, JsonNode resource) {
    private JsonNode status() {
        return resource.path("status");
    }

    String state() {
        return status().path("state").asText();
    }

    String description() {
        return status().path("stateDescription").asText();
    }

    String destination() {
        return status().path("destination").asText();
    }

    /** A field of the status. */
    JsonNode field(String field) {
        return status().path(field);
    }

    JsonNode ready() {
        return condition("Ready");
    }

    /** The condition of a type; a missing node if there is none. */
    JsonNode condition(String type) {
        for (JsonNode condition : status().path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return status().path("conditions").path(-1);
    }
}
