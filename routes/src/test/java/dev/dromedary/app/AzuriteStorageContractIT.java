package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.models.AccessTier;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.StorageDescription;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On Azurite. */
@OnStorageServer(StorageServer.AZURITE)
class AzuriteStorageContractIT extends ServerContractTest {
    private static final String ACCOUNT = StorageServer.AZURITE.user();
    private static final String KEY = StorageServer.AZURITE.key();

    @Override
    StorageDescription with(Map<String, String> options) {
        routes.secret("azure", "AZURE_STORAGE_ACCOUNT_NAME", ACCOUNT);
        routes.secret("azure", "AZURE_STORAGE_ACCOUNT_KEY", KEY + "\n");
        var all =
                new HashMap<>(Map.of("container", "backups/of/shop", "endpointUrl", StorageServer.AZURITE.endpoint()));
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
        String endpoint = StorageServer.AZURITE.endpoint();
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
        return StorageServer.AZURITE
                .azure(StorageServer.AZURITE.endpoint())
                .getBlobContainerClient("backups")
                .getBlobClient(key(name))
                .getProperties()
                .getAccessTier();
    }
}
