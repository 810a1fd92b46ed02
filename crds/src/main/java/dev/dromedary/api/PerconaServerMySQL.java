package dev.dromedary.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A cluster that already runs: read to learn where its data and its backups are. {@code metadata} and the rest of it are its owner's. */
@Group(Names.GROUP)
@Version(Names.VERSION)
@Kind("PerconaServerMySQL")
@Plural("perconaservermysqls")
@Singular("perconaservermysql")
@ShortNames("ps")
@AdditionalPrinterColumn(name = "Replication", jsonPath = ".spec.mysql.clusterType")
@AdditionalPrinterColumn(name = "Endpoint", jsonPath = ".status.host")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "MySQL", jsonPath = ".status.mysql.ready")
@AdditionalPrinterColumn(name = "Orchestrator", jsonPath = ".status.orchestrator.ready")
@AdditionalPrinterColumn(name = "HAProxy", jsonPath = ".status.haproxy.ready")
@AdditionalPrinterColumn(name = "Router", jsonPath = ".status.router.ready")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public class PerconaServerMySQL extends CustomResource<ClusterSpec, ClusterStatus> implements Namespaced {

    @Override
    protected ClusterSpec initSpec() {
        return new ClusterSpec();
    }

    @Override
    protected ClusterStatus initStatus() {
        return new ClusterStatus();
    }
}
