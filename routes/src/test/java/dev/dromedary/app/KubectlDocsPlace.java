package dev.dromedary.app;

import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.PerconaServerMySQLRestore;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A namespace with all that the documents' lines with kubectl name, in the state in which they find it. Its pods are given
 * to no node, so that they are ready when this says so, and an API server has an empty log of them.
 */
final class KubectlDocsPlace implements AutoCloseable {
    static final String DESTINATION = "s3://backups/shop-2026-11-24-16:09:53-full";

    private static final String NO_SCHEDULER = "nobody";

    private final ApiNamespace namespace = new ApiNamespace();

    KubectlDocsPlace() throws Exception {}

    String name() {
        return namespace.name;
    }

    void make() throws Exception {
        PerconaServerMySQL cluster = namespace.cluster("shop", each -> {});
        cluster.getStatus().conditions.add(ready());
        namespace.client.resource(cluster).updateStatus();
        for (String name : List.of("monday", "tuesday", "week-43-sat")) {
            PerconaServerMySQLBackup backup = namespace.backup(name, each -> {});
            backup.getStatus().destination = DESTINATION;
            backup.getStatus().conditions.add(ready());
            namespace.client.resource(backup).updateStatus();
        }
        PerconaServerMySQLRestore restore = namespace.named(new PerconaServerMySQLRestore(), "back-to-tuesday");
        restore.getSpec().clusterName = "shop";
        restore.getSpec().backupName = "tuesday";
        restore = namespace.client.resource(restore).create();
        restore.getStatus().conditions.add(ready());
        namespace.client.resource(restore).updateStatus();
        job();
        operator();
    }

    private static Condition ready() {
        return new ConditionBuilder()
                .withType("Ready")
                .withStatus("True")
                .withReason("Succeeded")
                .withMessage("")
                .withLastTransitionTime("2026-11-24T16:10:12Z")
                .build();
    }

    /** The run of tuesday, by the name that the product gives it. */
    private void job() {
        namespace
                .client
                .resource(new JobBuilder()
                        .withNewMetadata()
                        .withName(Names.backupJob("tuesday", "s3"))
                        .withNamespace(namespace.name)
                        .endMetadata()
                        .withNewSpec()
                        .withNewTemplate()
                        .withNewMetadata()
                        .addToLabels(Names.NAME_LABEL, "xtrabackup")
                        .endMetadata()
                        .withNewSpec()
                        .withSchedulerName(NO_SCHEDULER)
                        .withRestartPolicy("Never")
                        .addNewContainer()
                        .withName("xtrabackup")
                        .withImage("mariadb:10.11")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
    }

    /** The operator's Deployment as it is delivered, with a pod that is ready though nothing runs in it. */
    private void operator() throws Exception {
        Deployment deployment = (Deployment) DeployFiles.resources(DeployFiles.FOLDER.resolve("base/deployment.yaml"))
                .getFirst();
        deployment.getMetadata().setNamespace(namespace.name);
        PodSpec pod = deployment.getSpec().getTemplate().getSpec();
        pod.setSchedulerName(NO_SCHEDULER);
        pod.setServiceAccountName(null);
        namespace.client.resource(deployment).create();
        Map<String, String> labels = deployment.getSpec().getSelector().getMatchLabels();
        Await.until("the operator has a pod", () -> !pods(labels).isEmpty());
        Pod made = pods(labels).getFirst();
        made.getStatus()
                .setConditions(List.of(new PodConditionBuilder()
                        .withType("Ready")
                        .withStatus("True")
                        .build()));
        namespace.client.resource(made).updateStatus();
    }

    private List<Pod> pods(Map<String, String> labels) {
        return namespace
                .client
                .pods()
                .inNamespace(namespace.name)
                .withLabels(labels)
                .list()
                .getItems();
    }

    @Override
    public void close() throws IOException {
        namespace.close();
    }
}
