package dev.dromedary.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.status.BackupException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureSettingsTest {
    /** The SDK drops the path of an address without a port, and takes the first name of a path for the account. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    '',                                           https://shop.blob.core.windows.net
                    https://shop.blob.core.chinacloudapi.cn,      https://shop.blob.core.chinacloudapi.cn
                    http://azurite:10000/devstoreaccount1,        http://azurite:10000/devstoreaccount1
                    azurite:10000,                                http://azurite:10000/shop
                    https://gateway.example/devstoreaccount1,     https://gateway.example:443/devstoreaccount1
                    http://gateway.example/devstoreaccount1,      http://gateway.example:80/devstoreaccount1
                    """)
    void theAccountIsWhereTheSdkLooksForIt(String endpointUrl, String serviceUrl) {
        assertThat(settings(endpointUrl, "shop").serviceUrl()).isEqualTo(serviceUrl);
    }

    @Test
    void anAccountThatNobodyNamesIsAskedFor() {
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> settings("", "").serviceUrl())
                .withMessageContaining("is in no account");
    }

    @Test
    void whatCannotBeReadAtOnceIsNoTierForBackups() {
        AzureSettings settings = settings("", "shop");
        settings.setStorageClass("archive");

        assertThatExceptionOfType(BackupException.class).isThrownBy(settings::tier);
    }

    private static AzureSettings settings(String endpointUrl, String account) {
        var settings = new AzureSettings();
        settings.setSecrets((secret, key) -> Optional.empty());
        settings.setContainer("c/some/prefix");
        settings.setEndpointUrl(endpointUrl);
        settings.setAccount(account);
        return settings;
    }
}
