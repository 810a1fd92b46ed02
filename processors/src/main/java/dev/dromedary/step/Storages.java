package dev.dromedary.step;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Secrets;
import dev.dromedary.storage.StorageDescription;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;

/**
 * Opens a storage of a resource as a route and closes it again. The route is made from the template {@code
 * storage-<type>}; its client lives and dies with it. Credentials do not pass through here: a client fetches them from
 * the {@link Secrets} that are bound as {@value #SECRETS}.
 */
public final class Storages implements AutoCloseable {
    /** The name in Camel's registry under which templates find the secrets. */
    public static final String SECRETS = "storageSecrets";

    private final CamelContext context;
    private final StorageTemplates templates;
    private final ProducerTemplate producer;

    public Storages(CamelContext context) {
        this.context = context;
        templates = new StorageTemplates(context);
        producer = context.createProducerTemplate();
    }

    /** Opens a storage, in the place of one that is open under this name. No request is made before the first verb. */
    public synchronized RoutedStorage open(String name, StorageDescription storage, Secrets secrets) {
        Map<String, Object> parameters = templates.parameters(name, storage);
        close(name);
        // A client reads them while it is made, which is now; the next storage may belong to another namespace.
        context.getRegistry().bind(SECRETS, Secrets.class, secrets);
        try {
            context.addRouteFromTemplate(route(name), StorageTemplates.PREFIX + storage.type(), parameters);
            return new RoutedStorage(producer, name);
        } catch (Exception e) {
            close(name);
            throw unwrap(name, e);
        }
    }

    /** Ends the storage's route and its client; nothing happens if there is none of this name. */
    public synchronized void close(String name) {
        try {
            if (context.getRoute(route(name)) != null) {
                context.getRouteController().stopRoute(route(name));
                context.removeRoute(route(name));
            }
            templates.forget(route(name));
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    @Override
    public void close() {
        producer.stop();
    }

    private static String route(String name) {
        return StorageTemplates.PREFIX + name;
    }

    private static BackupException unwrap(String name, Exception failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof BackupException b) {
                return b;
            }
        }
        return new BackupException(
                Reason.StorageInvalid,
                "storage " + name + " cannot be opened: " + failure.getMessage(),
                "compare its options with the parameters of its route template",
                failure);
    }
}
