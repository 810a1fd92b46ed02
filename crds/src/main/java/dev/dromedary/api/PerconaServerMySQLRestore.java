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

/** One restore of one backup with the chain it stands on. */
@Group(Names.GROUP)
@Version(Names.VERSION)
@Kind("PerconaServerMySQLRestore")
@Plural("perconaservermysqlrestores")
@Singular("perconaservermysqlrestore")
@ShortNames("ps-restore")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state")
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
public class PerconaServerMySQLRestore extends CustomResource<RestoreSpec, RestoreStatus> implements Namespaced {

    @Override
    protected RestoreSpec initSpec() {
        return new RestoreSpec();
    }

    @Override
    protected RestoreStatus initStatus() {
        return new RestoreStatus();
    }
}
