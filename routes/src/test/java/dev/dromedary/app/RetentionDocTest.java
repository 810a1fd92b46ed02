package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dromedary.api.BackupCopy;
import dev.dromedary.api.BackupState;
import dev.dromedary.api.ChainPlace;
import dev.dromedary.api.CopyState;
import dev.dromedary.api.PerconaServerMySQL;
import dev.dromedary.api.PerconaServerMySQLBackup;
import dev.dromedary.api.Retry;
import dev.dromedary.reconcile.PrunePlan;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/retention.md says that its policy does is what it does. */
class RetentionDocTest {
    private static final Pattern TEXT = Pattern.compile("```\n(?<text>(?:goes|stays|next).*?)\n```", Pattern.DOTALL);

    private static final String COPIES = "copies: [bucket]";

    private final List<PerconaServerMySQLBackup> backups = new ArrayList<>();

    private static <T> T sample(Class<T> type, String kind, boolean copies) throws IOException {
        String text = DocsFiles.blocks("yaml").stream()
                .filter(block -> block.file().endsWith("retention.md")
                        && block.text().contains("kind: " + kind + "\n")
                        && block.text().contains(COPIES) == copies)
                .findFirst()
                .orElseThrow()
                .text();
        return new ObjectMapper().treeToValue(new YAMLMapper().readTree(text), type);
    }

    private void taken(PerconaServerMySQL cluster, PerconaServerMySQLBackup backup, String key, LocalDate day) {
        backup.getMetadata().setNamespace("shop");
        backup.getSpec().clusterName = "shop";
        backup.getSpec().storageName = "disk";
        backup.getStatus().state = BackupState.SUCCEEDED;
        backup.getStatus().storage = cluster.getSpec().backup.storages.get("disk");
        backup.getStatus().destination = "file:///backups/" + key;
        backup.getStatus().completed = day + "T01:00:00Z";
        backups.add(backup);
    }

    private void week(PerconaServerMySQL cluster, LocalDate sunday, LocalDate last) {
        // The week that a Sunday's backup is of is the one that begins behind it.
        String name = "week-" + sunday.plusDays(1).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        for (LocalDate day = sunday; !day.isAfter(last) && day.isBefore(sunday.plusDays(7)); day = day.plusDays(1)) {
            int position = (int) (day.toEpochDay() - sunday.toEpochDay());
            PerconaServerMySQLBackup backup = new PerconaServerMySQLBackup();
            String weekday = day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ROOT);
            backup.getMetadata().setName(position == 0 ? name : name + "-" + weekday.toLowerCase(Locale.ROOT));
            backup.getStatus().chain = new ChainPlace();
            backup.getStatus().chain.position = position;
            taken(cluster, backup, name + "-full" + (position == 0 ? "" : ".incr/" + day + "-incr"), day);
        }
    }

    @Test
    void thePolicyDoesWhatThePageSays() throws IOException {
        PerconaServerMySQL cluster = sample(PerconaServerMySQL.class, "PerconaServerMySQL", false);
        weeks(cluster);
        PerconaServerMySQLBackup pinned = sample(PerconaServerMySQLBackup.class, "PerconaServerMySQLBackup", false);
        taken(cluster, pinned, "before-upgrade-full", LocalDate.parse("2026-10-20"));

        assertThat(text(cluster)).isEqualTo(page("goes: "));
    }

    @Test
    void whatGoesFromOneStorageIsWhatThePageSays() throws IOException {
        PerconaServerMySQL cluster = sample(PerconaServerMySQL.class, "PerconaServerMySQL", true);
        weeks(cluster);
        for (PerconaServerMySQLBackup backup : backups) {
            BackupCopy copy = new BackupCopy();
            copy.storageName = "bucket";
            copy.storage = cluster.getSpec().backup.storages.get("bucket");
            copy.destination = backup.getStatus().destination.replace("file:///", "s3://");
            copy.state = CopyState.COMPLETE;
            backup.getStatus().copies.add(copy);
            if (backup.getMetadata().getName().equals("week-45-sat")) {
                copy.state = CopyState.INCOMPLETE;
                // It is tried again later: nobody is at work.
                backup.getStatus().retry = new Retry();
                backup.getStatus().retry.next = "2026-11-27T00:00:00Z";
            }
        }

        assertThat(text(cluster)).isEqualTo(page("goes from"));
    }

    private void weeks(PerconaServerMySQL cluster) {
        cluster.getMetadata().setNamespace("shop");
        LocalDate today = LocalDate.parse("2026-11-26");
        for (LocalDate sunday = LocalDate.parse("2026-10-18"); sunday.isBefore(today); sunday = sunday.plusDays(7)) {
            week(cluster, sunday, today);
        }
    }

    private static String page(String begin) throws IOException {
        return TEXT.matcher(DocsFiles.text(DocsFiles.HOME.resolve("docs/retention.md")))
                .results()
                .map(found -> found.group("text"))
                .filter(text -> text.startsWith(begin))
                .findFirst()
                .orElseThrow();
    }

    private String text(PerconaServerMySQL cluster) {
        return PrunePlan.of(cluster, backups, List.of(), Instant.parse("2026-11-26T12:00:00Z"), ZoneOffset.UTC)
                .orElseThrow()
                .text();
    }
}
