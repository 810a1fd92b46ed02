package dev.dromedary.app;

import dev.dromedary.storage.StorageDescription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The promises of a storage, and what goes wrong with a bucket, for any server that speaks S3. */
abstract class S3ContractTest extends ServerContractTest {
    static final String SECRET = "s3-secret";

    /** A server with a bucket {@code backups}, and who may use it. */
    abstract String endpoint();

    abstract String accessKey();

    abstract String secretKey();

    @Override
    StorageDescription with(Map<String, String> options) {
        return s3(options, true);
    }

    StorageDescription s3(Map<String, String> other, boolean verifyTls) {
        routes.secret(SECRET, "AWS_ACCESS_KEY_ID", accessKey() + "\n");
        routes.secret(SECRET, "AWS_SECRET_ACCESS_KEY", secretKey());
        var options = new HashMap<>(Map.of("bucket", "backups", "endpointUrl", endpoint()));
        options.putAll(other);
        return new StorageDescription("s3", options, SECRET, verifyTls);
    }

    @Override
    String bucketOption() {
        return "bucket";
    }

    @Override
    List<String> secrets() {
        return List.of(accessKey(), secretKey());
    }

    @Override
    String component() {
        return "aws2-s3";
    }
}
