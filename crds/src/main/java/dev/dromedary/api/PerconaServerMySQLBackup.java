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

/** One backup, full or incremental. Another attempt is another resource. */
@Group(Names.GROUP)
@Version(Names.VERSION)
@Kind("PerconaServerMySQLBackup")
@Plural("perconaservermysqlbackups")
@Singular("perconaservermysqlbackup")
@ShortNames({"ps-backup", "ps-backups"})
@AdditionalPrinterColumn(name = "Type", jsonPath = ".status.type")
@AdditionalPrinterColumn(name = "Storage", jsonPath = ".spec.storageName")
@AdditionalPrinterColumn(name = "Destination", jsonPath = ".status.destination")
@AdditionalPrinterColumn(name = "State", jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "Completed", jsonPath = ".status.completed", type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Age",
        jsonPath = ".metadata.creationTimestamp",
        type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Size",
        jsonPath = ".status.size",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(
        name = "From LSN",
        jsonPath = ".status.fromLsn",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(
        name = "To LSN",
        jsonPath = ".status.toLsn",
        type = AdditionalPrinterColumn.Type.INTEGER,
        priority = 1)
@AdditionalPrinterColumn(name = "Base", jsonPath = ".status.chain.base", priority = 1)
@AdditionalPrinterColumn(name = "Duration", jsonPath = ".status.duration", priority = 1)
public class PerconaServerMySQLBackup extends CustomResource<BackupSpec, BackupStatus> implements Namespaced {

    @Override
    protected BackupSpec initSpec() {
        return new BackupSpec();
    }

    @Override
    protected BackupStatus initStatus() {
        return new BackupStatus();
    }
}
