package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.dromedary.storage.StorageDescription;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.camel.component.azure.storage.blob.BlobEndpoint;
import org.junit.jupiter.api.Test;

/** A container whose server fails on cue. */
class AzureFaultsIT extends FaultsContract {
    private static final Map<Integer, String> CODES =
            Map.of(403, "AuthenticationFailed", 409, "BlobAlreadyExists", 429, "ServerBusy", 503, "ServerBusy");

    private String mark = "";
    private boolean described;

    @Override
    StorageDescription at(String endpoint) {
        routes.secret("keys", "AZURE_STORAGE_ACCOUNT_NAME", "account");
        routes.secret("keys", "AZURE_STORAGE_ACCOUNT_KEY", Base64.getEncoder().encodeToString(new byte[64]));
        return new StorageDescription(
                "azure", Map.of("container", "c", "endpointUrl", endpoint, "attempts", "3"), "keys", true);
    }

    @Override
    CuedServer.Answer error(int status) {
        String code = CODES.get(status);
        return exchange -> {
            exchange.getResponseHeaders().add("x-ms-error-code", code);
            CuedServer.error(status, code).to(exchange);
        };
    }

    @Override
    CuedServer.Answer stored() {
        return exchange -> exchange.sendResponseHeaders(201, -1);
    }

    @Override
    CuedServer.Answer exists() {
        return error(409);
    }

    @Override
    CuedServer.Answer owner(boolean lastPut) {
        return exchange -> {
            exchange.getResponseHeaders().add("x-ms-meta-dromedaryput", lastPut ? mark : "someone else's");
            describe(exchange);
        };
    }

    private static void describe(HttpExchange exchange) throws java.io.IOException {
        exchange.getResponseHeaders().add("Content-Length", "10");
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        exchange.sendResponseHeaders(200, -1);
    }

    /** A look at the object comes before its bytes, once. */
    @Override
    void willGive(CuedServer.Answer body) {
        if (!described) {
            server.will(AzureFaultsIT::describe);
            described = true;
        }
        server.will(exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"1\"");
            body.to(exchange);
        });
    }

    @Override
    void take(HttpExchange exchange, byte[] body) {
        mark = exchange.getRequestHeaders().getFirst("x-ms-meta-dromedaryput");
    }

    @Test
    void aBatchOfDeletionsIsRepeatedWhole() {
        server.will(error(503))
                .will(CuedServer.text(202, "multipart/mixed; boundary=x", accepted(0) + accepted(1) + "--x--\r\n"));

        storage.delete(List.of("k1", "k2"));

        assertThat(server.left()).isZero();
        assertThat(new String(server.lastBody(), StandardCharsets.UTF_8)).contains("/c/k1", "/c/k2");
    }

    private static String accepted(int part) {
        return "--x\r\nContent-Type: application/http\r\nContent-ID: " + part
                + "\r\n\r\nHTTP/1.1 202 Accepted\r\nx-ms-request-id: 1\r\n\r\n";
    }

    /** The client goes with the last who holds it; its addresses would. */
    @Test
    void aClosedStorageTakesItsAddressesAlong() {
        assertThat(routes.context().getEndpoints()).hasAtLeastOneElementOfType(BlobEndpoint.class);

        routes.storages().close("faulty");

        assertThat(routes.context().getEndpoints()).doesNotHaveAnyElementsOfTypes(BlobEndpoint.class);
    }
}
