package dev.dromedary.app;

import com.sun.net.httpserver.HttpExchange;
import java.util.Map;

/** What a server says that speaks S3 and fails on cue. */
abstract class S3FaultsContract extends FaultsContract {
    static final String MARK = "x-amz-meta-dromedary-put";

    private static final Map<Integer, String> CODES =
            Map.of(403, "AccessDenied", 412, "PreconditionFailed", 429, "TooManyRequests", 503, "SlowDown");

    private volatile String mark = "";

    @Override
    CuedServer.Answer error(int status) {
        return CuedServer.error(status, CODES.get(status));
    }

    @Override
    CuedServer.Answer stored() {
        return exchange -> exchange.sendResponseHeaders(200, -1);
    }

    @Override
    CuedServer.Answer exists() {
        return error(412);
    }

    @Override
    CuedServer.Answer owner(boolean lastPut) {
        return exchange -> {
            exchange.getResponseHeaders().add(MARK, lastPut ? mark : "someone else's");
            exchange.sendResponseHeaders(200, -1);
        };
    }

    @Override
    void willGive(CuedServer.Answer body) {
        server.will(body);
    }

    @Override
    void take(HttpExchange exchange, byte[] body) {
        mark = exchange.getRequestHeaders().getFirst(MARK);
    }
}
