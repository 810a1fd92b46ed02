package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.net.URI;
import java.util.Optional;

/** What the templates of all types say of a server that is spoken to by HTTP. */
public abstract class HttpSettings extends ClientSettings {
    private String endpointUrl = "";
    private String caBundle = "";
    private boolean verifyTls = true;

    public void setEndpointUrl(String endpointUrl) {
        this.endpointUrl = endpointUrl;
    }

    public void setCaBundle(String caBundle) {
        this.caBundle = caBundle;
    }

    public void setVerifyTls(boolean verifyTls) {
        this.verifyTls = verifyTls;
    }

    /** Empty for the cloud's own. Without a scheme it is plain HTTP, as it always was in these resources. */
    Optional<URI> endpoint() {
        if (endpointUrl.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(endpointUrl.contains("://") ? endpointUrl : "http://" + endpointUrl));
        } catch (IllegalArgumentException e) {
            throw new BackupException(
                    Reason.StorageInvalid,
                    "endpointUrl " + endpointUrl + " is not an address",
                    "it is like https://host:port",
                    e);
        }
    }

    String caBundle() {
        return caBundle;
    }

    boolean verifyTls() {
        return verifyTls;
    }
}
