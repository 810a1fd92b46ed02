package dev.dromedary.app.command;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A kind as the command line names it: our word for it, or any of the names that kubectl knows. */
enum ResourceKind {
    CLUSTERS(PerconaServerMySQL.class),
    BACKUPS(PerconaServerMySQLBackup.class),
    RESTORES(PerconaServerMySQLRestore.class);

    private final Class<? extends CustomResource<?, ?>> type;

    ResourceKind(Class<? extends CustomResource<?, ?>> type) {
        this.type = type;
    }

    static Optional<ResourceKind> named(String word) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(kind -> kind.goesBy(wanted)).findFirst();
    }

    private boolean goesBy(String word) {
        String plural = name().toLowerCase(Locale.ROOT);
        return word.equals(plural)
                || word.equals(plural.substring(0, plural.length() - 1))
                || word.equals(CustomResource.getCRDName(type))
                || word.equals(HasMetadata.getPlural(type))
                || word.equals(HasMetadata.getSingular(type))
                || Arrays.asList(type.getAnnotation(ShortNames.class).value()).contains(word);
    }

    Class<? extends CustomResource<?, ?>> type() {
        return type;
    }

    String kind() {
        return type.getSimpleName();
    }

    /** Plural and group, such as {@code perconaservermysqlbackups.ps.percona.com}. */
    String fullName() {
        return CustomResource.getCRDName(type);
    }
}
