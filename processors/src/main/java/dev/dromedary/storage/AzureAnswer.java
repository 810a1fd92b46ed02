package dev.dromedary.storage;

import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.FluxUtil;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An answer whose body has to be there in time: the transport's own limit would begin anew with each byte that drips in. */
final class AzureAnswer extends HttpResponse {
    private final HttpResponse answer;
    private final Flux<ByteBuffer> body;
    private volatile boolean begun;

    /** @param late what a reader of the body gets when the time left is over */
    AzureAnswer(HttpResponse answer, Mono<ByteBuffer> late, Duration left) {
        super(answer.getRequest());
        this.answer = answer;
        body = Flux.defer(() -> {
            begun = true;
            Mono<Long> over = Mono.delay(left).cache();
            return answer.getBody().timeout(over, any -> over, late);
        });
    }

    @Override
    public int getStatusCode() {
        return answer.getStatusCode();
    }

    @Override
    @SuppressWarnings("deprecation")
    public String getHeaderValue(String name) {
        return answer.getHeaderValue(name);
    }

    @Override
    public HttpHeaders getHeaders() {
        return answer.getHeaders();
    }

    @Override
    public Flux<ByteBuffer> getBody() {
        return body;
    }

    @Override
    public Mono<byte[]> getBodyAsByteArray() {
        return FluxUtil.collectBytesInByteBufferStream(body);
    }

    @Override
    public Mono<String> getBodyAsString() {
        return getBodyAsString(StandardCharsets.UTF_8);
    }

    @Override
    public Mono<String> getBodyAsString(Charset charset) {
        return getBodyAsByteArray().map(bytes -> new String(bytes, charset));
    }

    @Override
    public void close() {
        // Whoever has begun to read ends the connection by stopping; the transport takes a second end for a second
        // reader.
        if (!begun) {
            answer.close();
        }
    }
}
