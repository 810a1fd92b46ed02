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
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.mock.MockComponent;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;

/**
 * A test that puts route files on a stage of their own: every bean they name and every route they call is an actor who
 * notes that it was his turn, and may be given something to do. What is left is the route: who comes when.
 */
abstract class RouteTest extends CamelTestSupport {
    private static final Pattern METHOD = Pattern.compile("bean: \\{ ref: ([a-z-]+), method: (\\w+) }");
    private static final Pattern BEAN = Pattern.compile("ref: ([a-z-]+(\\.\\w+)?)");
    private static final Pattern TARGET = Pattern.compile("direct:([a-z-]+)");
    private static final Pattern ROUTE = Pattern.compile("uri: direct:([a-z-]+)");
    private static final Pattern EXECUTOR = Pattern.compile("\"#([a-z-]+)\"");

    private final List<String> turns = new ArrayList<>();
    private final Map<String, Consumer<Exchange>> parts = new HashMap<>();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getPropertiesComponent().setLocation("file:../config/application.properties");
        context.getComponent("direct", DirectComponent.class).setBlock(false);
        context.addComponent("exec", new MockComponent());
        return context;
    }

    /** Puts these files on the stage, by name. */
    final void stage(String... files) throws Exception {
        StringBuilder all = new StringBuilder();
        List<Resource> playable = new ArrayList<>();
        for (String file : files) {
            String text = Files.readString(RouteFiles.FOLDER.resolve(file + ".camel.yaml"), StandardCharsets.UTF_8);
            // A bean's method is an actor of its own.
            String played = METHOD.matcher(text).replaceAll("process: { ref: $1.$2 }");
            all.append(played);
            playable.add(ResourceHelper.fromString(file + ".camel.yaml", played));
        }
        cast(all.toString());
        PluginHelper.getRoutesLoader(context).loadRoutes(playable);
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
    final RouteTest when(String name, Consumer<Exchange> part) {
        parts.put(name, part);
        return this;
    }

    /** Sends a body to a route, and answers the exchange. */
    final Exchange send(String route, Object body) {
        return send(route, exchange -> exchange.getMessage().setBody(body));
    }

    final Exchange send(String route, Processor prepared) {
        return template.send("direct:" + route, prepared);
    }

    /** Whose turn it was, in order. */
    final List<String> turns() {
        return turns;
    }
}
