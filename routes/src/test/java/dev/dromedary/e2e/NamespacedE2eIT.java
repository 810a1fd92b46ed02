package dev.dromedary.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromedary.e2e.AuditLog.Request;
import dev.dromedary.e2e.Departures.Departure;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operator of {@code deploy/namespaced}, in the namespace of its users and with no right outside. */
@EndToEnd(value = "shop", namespaced = true)
class NamespacedE2eIT {
    private final Bucket bucket = new Bucket();

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void anOperatorOfOneNamespaceBacksUpAndDeletesThere(Installation installation) {
        Place place = installation.place("shop");
        place.setUp("mariadb");
        Backups backups = Backups.of(place, "mariadb");

        assertThat(bucket.of(backups.full("monday"))).isNotEmpty();
        try (Departures departures = new Departures(place, bucket)) {
            backups.delete("monday");
            assertThat(departures.next()).isEqualTo(new Departure("monday", List.of()));
        }
        assertThat(new Rights(installation).asked())
                .extracting(Request::namespace)
                .containsOnly(place.namespace);
    }
}
