package dev.dromedary.server;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares an account's grants with what a tool needs. The tools notice some missing privileges only after all data was
 * streamed.
 */
public final class Privileges {
    private static final Pattern GLOBAL = Pattern.compile("GRANT (?<list>.+?) ON \\*\\.\\* TO .*");
    private static final Pattern ROLE = Pattern.compile("GRANT [`'][^ ]+[`'](@[`'][^ ]+[`'])?(,.*)? TO .*");

    private Privileges() {}

    /**
     * @throws BackupException {@code PrivilegeMissing} naming what is missing and the statement that grants it
     */
    public static void require(Collection<String> required, List<String> grants, Account account) {
        Set<String> held = new HashSet<>();
        for (String grant : grants) {
            if (ROLE.matcher(grant).matches()) {
                // What a role brings does not show here; the tool will tell.
                return;
            }
            Matcher global = GLOBAL.matcher(grant);
            if (global.matches()) {
                Arrays.stream(global.group("list").split(", "))
                        .map(Privileges::spelling)
                        .forEach(held::add);
            }
        }
        if (held.contains("ALL PRIVILEGES")) {
            return;
        }
        List<String> missing = new ArrayList<>(required.stream()
                .filter(privilege -> !held.contains(spelling(privilege)))
                .toList());
        if (!missing.isEmpty()) {
            String list = String.join(", ", missing);
            throw new BackupException(
                    Reason.PrivilegeMissing,
                    "the account '" + account + "' lacks the privilege " + list,
                    "run GRANT " + list + " ON *.* TO the account");
        }
    }

    /** MariaDB before 10.5 and MySQL call one privilege REPLICATION CLIENT that MariaDB now calls BINLOG MONITOR. */
    private static String spelling(String privilege) {
        String name = privilege.strip().toUpperCase(Locale.ROOT);
        return name.equals("REPLICATION CLIENT") ? "BINLOG MONITOR" : name;
    }
}
