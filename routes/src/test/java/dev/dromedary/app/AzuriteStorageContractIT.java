package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.common.StorageSharedKeyCredential;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** On the Azurite of the testbed. */
@EnabledIfEnvironmentVariable(named = "TESTBED_AZURE_ENDPOINT", matches = ".+")
class AzuriteStorageContractIT extends ServerContractTest {
    private static final String ACCOUNT = System.getenv("TESTBED_AZURE_ACCOUNT");
    private static final String KEY = System.getenv("TESTBED_AZURE_KEY");

    @Override
    StorageDescription with(Map<String, String> options) {
        routes.secret("azure", "AZURE_STORAGE_ACCOUNT_NAME", ACCOUNT);
        routes.secret("azure", "AZURE_STORAGE_ACCOUNT_KEY", KEY + "\n");
        var all = new HashMap<>(
                Map.of("container", "backups/of/shop", "endpointUrl", System.getenv("TESTBED_AZURE_ENDPOINT")));
        all.putAll(options);
        return new StorageDescription("azure", all, "azure", true);
    }

    @Override
    String bucketOption() {
        return "container";
    }

    @Override
    List<String> secrets() {
        return List.of(KEY);
    }

    @Override
    String component() {
        return "azure-storage-blob";
    }

    @Test
    void wrongCredentialsAreDenied() {
        routes.secret("wrong", "AZURE_STORAGE_ACCOUNT_NAME", ACCOUNT);
        routes.secret("wrong", "AZURE_STORAGE_ACCOUNT_KEY", Base64.getEncoder().encodeToString(new byte[64]));
        var storage = routes.open(
                "wrong", new StorageDescription("azure", description().options(), "wrong", true));

        assertReason(Reason.StorageDenied, "container backups", () -> storage.get("a"));
        assertReason(Reason.StorageDenied, "container backups", () -> storage.size("a"));
        assertReason(Reason.StorageDenied, "container backups", () -> storage.list(""));
        assertReason(Reason.StorageDenied, "container backups", () -> storage.put("a", new byte[1], true));
        assertReason(Reason.StorageDenied, "container backups", () -> storage.delete(List.of("a", "b")));
    }

    @Test
    void anAccountIsFoundBehindAHostAndAPortAlone() {
        String endpoint = System.getenv("TESTBED_AZURE_ENDPOINT");
        var storage = routes.open(
                "short", with(Map.of("endpointUrl", endpoint.substring(0, endpoint.indexOf("/" + ACCOUNT)))));

        assertThat(storage.list("there-is-none")).isEmpty();
    }

    @Test
    void aTierIsThatOfTheObjects() {
        var storage = routes.open("cool", with(Map.of("storageClass", "Cool")));
        storage.put(key("cool"), new byte[] {1}, true);

        assertThat(tier("cool")).isEqualTo(AccessTier.COOL);
        assertThat(storage.get(key("cool"))).containsExactly(1);
    }

    /** As the server tells it. */
    private AccessTier tier(String name) {
        return new BlobServiceClientBuilder()
                .endpoint(System.getenv("TESTBED_AZURE_ENDPOINT"))
                .credential(new StorageSharedKeyCredential(ACCOUNT, KEY))
                .buildClient()
                .getBlobContainerClient("backups")
                .getBlobClient(key(name))
                .getProperties()
                .getAccessTier();
    }
}
