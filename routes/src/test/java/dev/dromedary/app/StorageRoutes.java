package dev.dromedary.app;

import dev.dromedary.step.RoutedStorage;
import dev.dromedary.step.Storages;
import dev.dromedary.storage.StorageDescription;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.support.LocalBeanRegistry;
import org.apache.camel.support.PluginHelper;

/** A Camel context with the storage templates and the settings of the application, and secrets that a test may set. */
final class StorageRoutes implements AutoCloseable {
    private final CamelContext context = new DefaultCamelContext();
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final Storages storages;

    StorageRoutes() {
        try {
            var settings = new Properties();
            try (InputStream file = Files.newInputStream(Path.of("../config/application.properties"))) {
                settings.load(file);
            }
            // As the application has it: a client bean of one storage must not get into another.
            context.setAutowiredEnabled(false);
            context.getComponent("direct", org.apache.camel.component.direct.DirectComponent.class)
                    .setBlock(false);
            context.getPropertiesComponent().setInitialProperties(settings);
            try (var files = Files.newDirectoryStream(Path.of("."), "storage-*.camel.yaml")) {
                for (Path file : files) {
                    PluginHelper.getRoutesLoader(context)
                            .loadRoutes(PluginHelper.getResourceLoader(context).resolveResource("file:" + file));
                }
            }
            context.start();
            storages = new Storages(context);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    CamelContext context() {
        return context;
    }

    Storages storages() {
        return storages;
    }

    RoutedStorage open(String name, StorageDescription storage) {
        return storages.open(name, storage, (secret, key) -> Optional.ofNullable(secrets.get(secret + "/" + key))
                .map(value -> value.getBytes(StandardCharsets.UTF_8)));
    }

    /** The one of this type that the template has made for an open storage. */
    <T> T bean(String name, Class<T> type) {
        var beans = (LocalBeanRegistry) context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteDefinition("storage-" + name)
                .getRouteTemplateContext()
                .getLocalBeanRepository();
        return beans.keys().stream()
                .map(beans::lookupByName)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    void secret(String secret, String key, String value) {
        secrets.put(secret + "/" + key, value);
    }

    @Override
    public void close() {
        storages.close();
        context.stop();
    }
}
