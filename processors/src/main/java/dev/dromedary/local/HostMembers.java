package dev.dromedary.local;

import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.run.Member;
import java.util.List;

/** The servers that the platform runs for a cluster: a plain host runs none, so a cluster has to name its own. */
public final class HostMembers {
    /** @throws dev.dromedary.status.BackupException {@code ResourceInvalid} if {@code spec.local} is not there */
    public List<Member> list(PerconaServerMySQL cluster) {
        return new ServerOfCluster(cluster).runByThePlatform();
    }
}
