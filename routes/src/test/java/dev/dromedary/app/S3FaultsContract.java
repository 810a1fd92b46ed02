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
        return error(status, CODES.get(status));
    }

    static CuedServer.Answer error(int status, String code) {
        return exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            text(status, "<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>")
                    .to(exchange);
        };
    }

    static CuedServer.Answer text(int status, String xml) {
        return CuedServer.text(status, "application/xml", xml);
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
