package dev.dromedary.local;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds of documents that the folder is read for. */
final class Kinds {
    static final String SECRET = "Secret";
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final Map<String, Class<? extends CustomResource<?, ?>>> TYPES = Map.of(
            "PerconaServerMySQL", PerconaServerMySQL.class,
            "PerconaServerMySQLBackup", PerconaServerMySQLBackup.class,
            "PerconaServerMySQLRestore", PerconaServerMySQLRestore.class);

    private Kinds() {}

    /** The class of a custom resource's kind; empty for a Secret and for what is not ours. */
    static Optional<Class<? extends CustomResource<?, ?>>> type(String kind) {
        return Optional.ofNullable(TYPES.get(kind));
    }

    /** The kinds that have a status. */
    static Set<String> resources() {
        return TYPES.keySet();
    }

    /** Whether the resource stays when its document goes, until our finalizer is taken off. */
    static boolean outlivesItsFile(Document document) {
        return document.key().kind().equals("PerconaServerMySQLBackup")
                && document.tree()
                        .path("metadata")
                        .path("finalizers")
                        .valueStream()
                        .anyMatch(each -> each.asText().equals(Names.DELETE_BACKUP_FINALIZER));
    }

    static boolean known(String kind) {
        return SECRET.equals(kind) || TYPES.containsKey(kind);
    }

    static String apiVersion(String kind) {
        return SECRET.equals(kind) ? "v1" : Names.GROUP + "/" + Names.VERSION;
    }
}
