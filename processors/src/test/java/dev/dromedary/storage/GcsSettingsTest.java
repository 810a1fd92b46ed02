package dev.dromedary.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GcsSettingsTest {
    /** A token that was found on the machine opens more than one bucket, so it goes to Google and over TLS. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    '',                                       true
                    https://storage.googleapis.com,           true
                    https://storage-shop.p.googleapis.com/,   true
                    http://storage.googleapis.com,            false
                    https://googleapis.com.example,           false
                    https://examplegoogleapis.com,            false
                    http://gcs.stores:4443,                   false
                    """)
    void tokensAreForGoogle(String endpointUrl, boolean google) {
        var settings = new GcsSettings();
        settings.setSecrets((secret, key) -> Optional.empty());
        settings.setEndpointUrl(endpointUrl);

        assertThat(settings.isGoogle()).isEqualTo(google);
    }
}
