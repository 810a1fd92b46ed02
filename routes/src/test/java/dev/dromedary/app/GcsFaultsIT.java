package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.sun.net.httpserver.HttpExchange;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StorageDescription;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A bucket whose server fails on cue, and one with an account, which no emulator looks at. */
class GcsFaultsIT extends FaultsContract {
    private static final Pattern MARK = Pattern.compile("\"dromedary-put\"\\s*:\\s*\"([^\"]+)\"");

    private String mark = "";

    @Override
    StorageDescription at(String endpoint) {
        return gcs(endpoint, null);
    }

    private static StorageDescription gcs(String endpoint, String secret) {
        return new StorageDescription(
                "gcs", Map.of("bucket", "b", "endpointUrl", endpoint, "attempts", "3"), secret, true);
    }

    @Override
    CuedServer.Answer error(int status) {
        return json(status, "{\"error\":{\"code\":" + status + ",\"message\":\"no\"}}");
    }

    static CuedServer.Answer json(int status, String text) {
        return CuedServer.text(status, "application/json", text);
    }

    @Override
    CuedServer.Answer stored() {
        return json(200, "{\"name\":\"part\"}");
    }

    @Override
    CuedServer.Answer exists() {
        return error(412);
    }

    @Override
    CuedServer.Answer owner(boolean lastPut) {
        return exchange -> json(
                        200,
                        "{\"size\":\"1\",\"metadata\":{\"dromedary-put\":\"" + (lastPut ? mark : "someone else's")
                                + "\"}}")
                .to(exchange);
    }

    @Override
    void willGive(CuedServer.Answer body) {
        server.will(body);
    }

    @Override
    void take(HttpExchange exchange, byte[] body) {
        var found = MARK.matcher(new String(body, StandardCharsets.UTF_8));
        assertThat(found.find()).isTrue();
        mark = found.group(1);
    }

    @Test
    void anObjectThatCannotBeDeletedIsToldOf() {
        String refusal = "{\"error\":{\"code\":403,\"message\":\"not yours\"}}";
        server.will(CuedServer.text(
                200,
                "multipart/mixed; boundary=x",
                "--x\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n\r\n"
                        + "--x\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 403 Forbidden\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + refusal.length() + "\r\n\r\n"
                        + refusal + "\r\n--x--\r\n"));

        StorageContractTest.assertReason(
                Reason.StorageDenied,
                "1 objects of bucket b were not deleted",
                () -> storage.delete(List.of("k1", "k2")));
    }

    @Test
    void anAccountIsExchangedForATokenAndTheTokenShown() throws Exception {
        var seen = new AtomicReference<String>();
        routes.secret("account", "GOOGLE_APPLICATION_CREDENTIALS", account(server));
        var asAccount = routes.open("account", gcs(server.endpoint(), "account"));
        server.will(json(200, "{\"access_token\":\"t0ken\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"))
                .will(exchange -> {
                    seen.set(exchange.getRequestHeaders().getFirst("Authorization"));
                    stored().to(exchange);
                });

        assertThatCode(() -> asAccount.put("part", new byte[1], true)).doesNotThrowAnyException();
        assertThat(seen).hasValue("Bearer t0ken");
    }

    @Test
    void anAccountThatIsWithdrawnIsDenied() throws Exception {
        routes.secret("account", "GOOGLE_APPLICATION_CREDENTIALS", account(server));
        var asAccount = routes.open("account", gcs(server.endpoint(), "account"));
        server.will(json(400, "{\"error\":\"invalid_grant\"}"));

        StorageContractTest.assertReason(
                Reason.StorageDenied, "the account in Secret account", () -> asAccount.put("part", new byte[1], true));
        assertThat(server.left()).isZero();
    }

    @Test
    void aFileThatIsNoAccountIsRefusedWithoutItsText() {
        routes.secret("account", "GOOGLE_APPLICATION_CREDENTIALS", "{\"type\":\"external_account\",\"x\":\"y\"}");

        StorageContractTest.assertReason(
                Reason.StorageDenied,
                "is not the file of a service account",
                () -> routes.open("account", gcs(server.endpoint(), "account")));
    }

    @Test
    void aClosedStorageTakesItsClientAlong() {
        Storage bucket = routes.bean("faulty", Storage.class);
        int asked = server.requests();

        routes.storages().close("faulty");

        StorageContractTest.assertReason(Reason.StorageUnreachable, "cannot be reached", () -> bucket.size("part"));
        assertThat(server.requests()).isEqualTo(asked);
    }

    /** The file of one whose tokens this server gives. */
    static String account(CuedServer server) throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String key = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                .replace("\r\n", "\\n");
        return """
                {"type": "service_account", "project_id": "p", "client_id": "1", "client_email": "a@p.test",
                 "private_key_id": "k", "token_uri": "%s/token",
                 "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n"}
                """.formatted(server.endpoint(), key);
    }
}
