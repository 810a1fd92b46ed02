package dev.dromedary.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromedary.status.BackupException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints resources as kubectl prints those of a cluster; nothing has to run, and nothing is changed. */
@Command(
        name = "get",
        description = "Show clusters, backups or restores; of a bare storage its backups.",
        footer = "Exit codes: 0 shown, 1 not there or not to be read, 2 command line not understood.",
        mixinStandardHelpOptions = true)
public final class GetCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "backups|restores|clusters", description = "What to show")
    private String kind;

    @Parameters(index = "1", paramLabel = "NAME", arity = "0..1", description = "One of them only")
    private String name;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Those of all namespaces")
    private boolean allNamespaces;

    @Mixin
    private Where where;

    @Mixin
    private Shown shown;

    public GetCommand() {
        this(InstantSource.system());
    }

    GetCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        ResourceKind wanted = ResourceKind.named(kind)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "unknown kind '" + kind + "', one of: backups, restores, clusters"));
        if (name != null && allNamespaces) {
            throw new ParameterException(spec.commandLine(), "a name is looked for in one namespace, not in all");
        }
        try (Place place = where.open()) {
            return name == null ? showAll(wanted, place) : showOne(wanted, place);
        } catch (BackupException e) {
            return error(e.describe());
        }
    }

    private int showOne(ResourceKind wanted, Place place) {
        Optional<HasMetadata> one = place.get(wanted, place.namespace(), name);
        if (one.isEmpty()) {
            return error(wanted.fullName() + " \"" + name + "\" not found");
        }
        print(wanted, List.of(one.get()), one.get());
        return Exit.GOOD;
    }

    private int showAll(ResourceKind wanted, Place place) {
        String namespace = allNamespaces ? null : place.namespace();
        List<HasMetadata> all = place.list(wanted, namespace);
        if (all.isEmpty() && shown.form().text()) {
            shown.note("No resources found" + (namespace == null ? "" : " in " + namespace + " namespace") + ".");
            return Exit.GOOD;
        }
        print(
                wanted,
                all,
                Map.of("apiVersion", "v1", "kind", "List", "items", all, "metadata", Map.of("resourceVersion", "")));
        return Exit.GOOD;
    }

    private void print(ResourceKind wanted, List<HasMetadata> rows, Object whole) {
        shown.print(shown.form().text() ? table(wanted, rows) : "", whole);
    }

    private String table(ResourceKind wanted, List<HasMetadata> rows) {
        List<PrinterColumn> columns = new ArrayList<>(PrinterColumn.of(wanted.type(), shown.form() == Form.wide));
        if (allNamespaces) {
            columns.addFirst(PrinterColumn.metadata("namespace"));
        }
        TextTable table = new TextTable();
        table.add(columns.stream().map(PrinterColumn::head).toList());
        for (HasMetadata row : rows) {
            JsonNode tree = Form.tree(row);
            table.add(columns.stream()
                    .map(column -> column.cell(tree, clock.instant()))
                    .toList());
        }
        return table.text();
    }

    private int error(String message) {
        shown.note("Error: " + message);
        return Exit.BAD;
    }
}
