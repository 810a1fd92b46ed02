package dev.dromedary.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * One or more route files on a stage of their own: every bean they name and every route they call is an actor who notes
 * that it was his turn, and may be given something to do. What is left is the route: who comes when.
 */
final class RouteStage implements AutoCloseable {
    private static final Pattern METHOD = Pattern.compile("bean: \\{ ref: ([a-z-]+), method: (\\w+) }");
    private static final Pattern BEAN = Pattern.compile("ref: ([a-z-]+(\\.\\w+)?)");
    private static final Pattern TARGET = Pattern.compile("direct:([a-z-]+)");
    private static final Pattern ROUTE = Pattern.compile("uri: direct:([a-z-]+)");
    private static final Pattern EXECUTOR = Pattern.compile("\"#([a-z-]+)\"");

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> turns = new ArrayList<>();
    private final Map<String, Consumer<Exchange>> parts = new HashMap<>();

    /** A stage with these files, by name. */
    static RouteStage with(String... files) throws Exception {
        RouteStage stage = new RouteStage();
        StringBuilder all = new StringBuilder();
        stage.context.getPropertiesComponent().setLocation("file:../config/application.properties");
        stage.context.getComponent("direct", DirectComponent.class).setBlock(false);
        stage.context.addComponent("exec", new MockComponent());
        for (String file : files) {
            String text = Files.readString(RouteFiles.FOLDER.resolve(file + ".camel.yaml"), StandardCharsets.UTF_8);
            // A bean's method is an actor of its own.
            String playable = METHOD.matcher(text).replaceAll("process: { ref: $1.$2 }");
            all.append(playable);
            PluginHelper.getRoutesLoader(stage.context)
                    .loadRoutes(ResourceHelper.fromString(file + ".camel.yaml", playable));
        }
        stage.cast(all.toString());
        stage.context.start();
        return stage;
    }

    private void cast(String text) throws Exception {
        for (String bean : found(BEAN, text)) {
            context.getRegistry().bind(bean, (Processor) exchange -> play(bean, exchange));
        }
        for (String executor : found(EXECUTOR, text)) {
            context.getRegistry().bind(executor, executor);
        }
        Set<String> others = found(TARGET, text);
        others.removeAll(found(ROUTE, text));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (String other : others) {
                    from("direct:" + other)
                            .errorHandler(noErrorHandler())
                            .process(exchange -> play("direct:" + other, exchange));
                }
            }
        });
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private void play(String name, Exchange exchange) {
        turns.add(name);
        parts.getOrDefault(name, nothing -> {}).accept(exchange);
    }

    /** What an actor does when it is his turn. */
    RouteStage when(String name, Consumer<Exchange> part) {
        parts.put(name, part);
        return this;
    }

    /** Sends a body to a route, and answers the exchange. */
    Exchange send(String route, Object body) throws Exception {
        return send(route, exchange -> exchange.getMessage().setBody(body));
    }

    Exchange send(String route, Processor prepared) throws Exception {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            return template.send("direct:" + route, prepared);
        }
    }

    /** Whose turn it was, in order. */
    List<String> turns() {
        return turns;
    }

    DefaultCamelContext context() {
        return context;
    }

    @Override
    public void close() {
        context.stop();
    }
}
