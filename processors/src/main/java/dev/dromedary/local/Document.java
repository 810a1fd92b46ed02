package dev.dromedary.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dromedary.run.ResourceKey;
import java.nio.file.Path;

/** A document of the folder that passed its checks, with the schema's defaults filled in. It may be a secret. */
record Document(ResourceKey key, ObjectNode tree, Path file, int line) {
    /** Shows no content. */
    @Override
    public String toString() {
        return key.title() + " in " + file.getFileName() + ":" + line;
    }
}
