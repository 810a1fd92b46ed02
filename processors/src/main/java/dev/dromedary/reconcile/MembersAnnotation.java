package dev.dromedary.reconcile;

import dev.dromedary.api.Names;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.Map;
import java.util.Optional;

/** The number of members that a paused cluster is to have again, kept on the cluster where its owner sees and can correct it. */
public final class MembersAnnotation {
    private MembersAnnotation() {}

    /** The number, if there is one. */
    public static Optional<Integer> read(PerconaServerMySQL cluster) {
        Map<String, String> annotations = cluster.getMetadata().getAnnotations();
        String text = annotations == null ? null : annotations.get(Names.MEMBERS_ANNOTATION);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.parseUnsignedInt(text.strip()));
        } catch (NumberFormatException e) {
            throw new BackupException(
                    Reason.ResourceInvalid,
                    "the annotation " + Names.MEMBERS_ANNOTATION + " of cluster "
                            + cluster.getMetadata().getName() + " is '" + text + "', not a number",
                    "correct it; it says how many members there are when the pause ends",
                    e);
        }
    }
}
