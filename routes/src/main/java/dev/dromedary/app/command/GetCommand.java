package dev.dromedary.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.dromedary.local.FolderResources;
import dev.dromedary.local.OpenFolder;
import dev.dromedary.run.ResourceKey;
import dev.dromedary.status.BackupException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the resources of a folder as kubectl prints those of a cluster; nothing has to run, and nothing is changed. */
@Command(
        name = "get",
        description = "Show the clusters, backups or restores of a resources folder",
        mixinStandardHelpOptions = true)
public final class GetCommand implements Callable<Integer> {
    /** The forms of output. */
    enum Form {
        table,
        wide,
        json,
        yaml;

        /** A document in this form; a table is none. */
        String write(Object whole) {
            return this == yaml ? GetCommand.write(YAML.writer(), whole) : GetCommand.write(pretty(), whole) + "\n";
        }
    }

    private static final ObjectMapper JSON = mapper(new ObjectMapper());
    private static final ObjectMapper YAML = mapper(new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build()));

    private final InstantSource clock;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "backups|restores|clusters", description = "What to show")
    private String kind;

    @Parameters(index = "1", paramLabel = "NAME", arity = "0..1", description = "One of them only")
    private String name;

    @Option(names = "--resources", paramLabel = "DIR", required = true, description = "The folder of the resources")
    private Path resources;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            defaultValue = "default",
            description = "Their namespace; left out: ${DEFAULT-VALUE}")
    private String namespace;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Those of all namespaces")
    private boolean allNamespaces;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES}; left out: ${DEFAULT-VALUE}")
    private Form form;

    public GetCommand() {
        this(InstantSource.system());
    }

    GetCommand(InstantSource clock) {
        this.clock = clock;
    }

    private static ObjectMapper mapper(ObjectMapper mapper) {
        return mapper.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    }

    @Override
    public Integer call() {
        ResourceKind wanted = ResourceKind.named(kind)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "unknown kind '" + kind + "', one of: backups, restores, clusters"));
        if (name != null && allNamespaces) {
            throw new ParameterException(spec.commandLine(), "a name is looked for in one namespace, not in all");
        }
        try {
            return show(wanted, OpenFolder.look(resources));
        } catch (BackupException e) {
            return error(e.describe());
        }
    }

    private int show(ResourceKind wanted, FolderResources folder) {
        if (name != null) {
            HasMetadata one = folder.get(new ResourceKey(wanted.kind(), namespace, name));
            if (one == null) {
                return error(wanted.fullName() + " \"" + name + "\" not found");
            }
            print(wanted, List.of(one), one);
            return 0;
        }
        String where = allNamespaces ? null : namespace;
        List<HasMetadata> all = folder.list(new ResourceKey(wanted.kind(), where, null));
        if (all.isEmpty() && (form == Form.table || form == Form.wide)) {
            err().println("No resources found" + (allNamespaces ? "" : " in " + namespace + " namespace."));
            return 0;
        }
        print(
                wanted,
                all,
                Map.of("apiVersion", "v1", "kind", "List", "items", all, "metadata", Map.of("resourceVersion", "")));
        return 0;
    }

    private void print(ResourceKind wanted, List<HasMetadata> rows, Object whole) {
        String text =
                switch (form) {
                    case table, wide -> table(wanted, rows);
                    case json, yaml -> form.write(whole);
                };
        PrintWriter out = spec.commandLine().getOut();
        out.print(text);
        out.flush();
    }

    private String table(ResourceKind wanted, List<HasMetadata> rows) {
        List<PrinterColumn> columns = new ArrayList<>(PrinterColumn.of(wanted.type(), form == Form.wide));
        if (allNamespaces) {
            columns.addFirst(PrinterColumn.metadata("namespace"));
        }
        TextTable table = new TextTable();
        table.add(columns.stream().map(PrinterColumn::head).toList());
        for (HasMetadata row : rows) {
            var tree = JSON.<com.fasterxml.jackson.databind.JsonNode>valueToTree(row);
            table.add(columns.stream()
                    .map(column -> column.cell(tree, clock.instant()))
                    .toList());
        }
        return table.text();
    }

    private static ObjectWriter pretty() {
        var indent = new DefaultIndenter("    ", "\n");
        return JSON.writer(new DefaultPrettyPrinter()
                .withObjectIndenter(indent)
                .withArrayIndenter(indent)
                .withSeparators(com.fasterxml.jackson.core.util.Separators.createDefaultInstance()
                        .withObjectFieldValueSpacing(com.fasterxml.jackson.core.util.Separators.Spacing.AFTER)));
    }

    /** By way of maps, so that the fields come in the order of their names, as kubectl writes them. */
    private static String write(ObjectWriter writer, Object whole) {
        try {
            return writer.writeValueAsString(JSON.treeToValue(JSON.valueToTree(whole), Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private int error(String message) {
        err().println("Error: " + message);
        return 1;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
