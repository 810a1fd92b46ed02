import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PfxOptions;

/** An API server as far as an operator's start needs one: there is nothing in it, and whoever asks for a lease gets it. */
class ApiServer {
    private static final String NOTHING =
            "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"metadata\": {\"resourceVersion\": \"1\"}, \"items\": []}";
    private static final String NOT_FOUND =
            "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"status\": \"Failure\", \"reason\": \"NotFound\", \"code\": 404}";

    /** The arguments: a port, and a PKCS 12 file with key and certificate whose password is "rehearsal". */
    public static void main(String[] arguments) {
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(Integer.parseInt(arguments[0]))
                .setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(new PfxOptions().setPath(arguments[1]).setPassword("rehearsal"));
        Vertx.vertx()
                .createHttpServer(options)
                .requestHandler(ApiServer::answer)
                .listen()
                .onFailure(failure -> System.exit(1));
    }

    private static void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response().putHeader("Content-Type", "application/json");
        if (request.headers().contains("Sec-WebSocket-Key")) {
            // A watch that has nothing to tell.
            request.toWebSocket();
        } else if (!request.method().name().equals("GET")) {
            request.body().onSuccess(response::end);
        } else if (request.path().contains("/leases/")) {
            response.setStatusCode(404).end(NOT_FOUND);
        } else {
            response.end(NOTHING);
        }
    }
}
