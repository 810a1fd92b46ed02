package dev.dromedary.storage;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Certificates that a storage's server may be signed by, in the place of the JDK's. */
final class CaBundle {
    private CaBundle() {}

    /** The bundle as PEM text, or the path of a file of it. */
    static TrustManager[] trusting(String bundle) {
        try {
            byte[] pem = bundle.contains("-----BEGIN")
                    ? bundle.getBytes(StandardCharsets.UTF_8)
                    : Files.readAllBytes(Path.of(bundle));
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int n = 0;
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                store.setCertificateEntry("ca-" + n++, certificate);
            }
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new BackupException(
                    Reason.StorageInvalid,
                    "caBundle is not one: " + e.getMessage(),
                    "it is the certificates as PEM text, or the path of a file of them",
                    e);
        }
    }
}
