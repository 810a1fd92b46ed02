package dev.dromedary.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the custom resource definitions from the types; the files in {@code deploy/crds} are what comes out. */
final class CrdFiles implements CRDPostProcessor {

    private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
            List.of(PerconaServerMySQL.class, PerconaServerMySQLBackup.class, PerconaServerMySQLRestore.class);

    private final String version;
    private final Map<String, String> files = new TreeMap<>();

    private CrdFiles(String version) {
        this.version = version;
    }

    /** The text of each file by its name. */
    static Map<String, String> generate(String version) throws IOException {
        var crds = new CrdFiles(version);
        try (var nowhere = new Nowhere()) {
            new CRDGenerator()
                    .customResourceClasses(KINDS.toArray(CrdFiles::kinds))
                    .forCRDVersions("v1")
                    .withParallelGenerationEnabled(false)
                    .withPostProcessor(crds)
                    .withOutput(nowhere)
                    .generate();
        }
        return crds.files;
    }

    @Override
    public HasMetadata process(HasMetadata generated, String crdVersion) {
        var crd = (CustomResourceDefinition) generated;
        crd.getMetadata().setLabels(Map.of("app.kubernetes.io/version", version));
        var columns = new ArrayList<>(crd.getSpec().getVersions().get(0).getAdditionalPrinterColumns());
        var order = columnsInOrder(crd.getSpec().getNames().getKind());
        columns.sort(Comparator.comparingInt(column -> order.indexOf(column.getJsonPath())));
        columns.forEach(CrdFiles::leaveOutDefaults);
        crd.getSpec().getVersions().get(0).setAdditionalPrinterColumns(columns);
        files.put(
                crd.getSpec().getNames().getPlural() + ".yaml",
                "# Generated from the types in crds/; edit those.\n" + new KubernetesSerialization().asYaml(crd));
        return crd;
    }

    /** The generator sorts columns by path; people read them in the order they were written down. */
    private static List<String> columnsInOrder(String kind) {
        for (var type : KINDS) {
            if (HasMetadata.getKind(type).equals(kind)) {
                return Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class))
                        .map(AdditionalPrinterColumn::jsonPath)
                        .toList();
            }
        }
        throw new IllegalArgumentException(kind);
    }

    /** The API server drops a priority of 0, and what was applied should equal what is stored. */
    private static void leaveOutDefaults(CustomResourceColumnDefinition column) {
        if (column.getPriority() != null && column.getPriority() == 0) {
            column.setPriority(null);
        }
    }

    @SuppressWarnings("unchecked")
    private static Class<? extends HasMetadata>[] kinds(int length) {
        return (Class<? extends HasMetadata>[]) new Class<?>[length];
    }

    /** The generator's own files are not wanted: it gives them names and a header of its own. */
    private static final class Nowhere implements CRDGenerator.CRDOutput<OutputStream> {

        @Override
        public OutputStream outputFor(String crdName) {
            return new ByteArrayOutputStream();
        }

        @Override
        public URI crdURI(String crdName) {
            return Path.of(crdName).toUri();
        }

        @Override
        public void close() {}
    }
}
