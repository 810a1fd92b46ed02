package dev.dromedary.storage;

import com.azure.storage.blob.models.AccessTier;
import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.net.URI;

/** What the template {@code storage-azure} says of a container. */
public final class AzureSettings extends HttpSettings {
    static final String ACCOUNT = "AZURE_STORAGE_ACCOUNT_NAME";
    static final String KEY = "AZURE_STORAGE_ACCOUNT_KEY";
    private static final String NEEDED = ACCOUNT + " and " + KEY;

    private String container = "";
    private String account = "";
    private String storageClass = "";

    public void setContainer(String container) {
        this.container = container;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public void setStorageClass(String storageClass) {
        this.storageClass = storageClass;
    }

    /** The container alone: a resource may write {@code container/some/prefix}, and the prefix is part of the keys. */
    String container() {
        return Destination.container(container);
    }

    /** The Secret's account, or the one of the option; empty if only the address says which. */
    String account() {
        return credentialsSecret().isEmpty() ? account : credential(ACCOUNT, NEEDED);
    }

    String key() {
        return credential(KEY, NEEDED);
    }

    /**
     * Where the account is. The SDK takes an address with a port for an emulator's, whose account is the first name of
     * its path, and any other for a cloud's, whose path it forgets.
     */
    String serviceUrl() {
        if (endpoint().isEmpty()) {
            if (account().isEmpty()) {
                throw new BackupException(
                        Reason.StorageInvalid,
                        "container " + container() + " is in no account",
                        "without a credentialsSecret the option account or endpointUrl says which");
            }
            return "https://" + account() + ".blob.core.windows.net";
        }
        URI address = endpoint().get();
        boolean path = address.getPath() != null && address.getPath().length() > 1;
        if (path && address.getPort() < 0) {
            int port = "https".equals(address.getScheme()) ? 443 : 80;
            return address.getScheme() + "://" + address.getHost() + ":" + port + address.getPath();
        }
        return path || address.getPort() < 0
                ? address.toString()
                : address.resolve("/" + account()).toString();
    }

    @Override
    String address() {
        return endpoint().map(URI::toString).orElseGet(this::serviceUrl);
    }

    /** The tier of what is put, or null for the container's own. */
    AccessTier tier() {
        if (storageClass.isEmpty()) {
            return null;
        }
        if (storageClass.equalsIgnoreCase(AccessTier.ARCHIVE.toString())) {
            throw new BackupException(
                    Reason.StorageInvalid,
                    "storageClass " + storageClass + " is not for backups that have increments",
                    "what is archived cannot be read at once; take Hot, Cool or Cold");
        }
        return AccessTier.fromString(storageClass);
    }
}
