package dev.dromedary.storage;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.BinaryData;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Schedulers;

/**
 * The only place where requests to Azure are repeated: with growing pauses, bounded, for what may pass. The SDK's own policy
 * does not look at what pause the server wishes for, and gives a body all the time there is.
 */
final class AzureRetries implements HttpPipelinePolicy {
    private final int attempts;
    private final Duration limit;

    AzureRetries(AzureSettings settings) {
        attempts = settings.attempts();
        limit = settings.requestTimeout();
    }

    @Override
    public HttpPipelinePosition getPipelinePosition() {
        return HttpPipelinePosition.PER_CALL;
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
        return attempt(context, whole(context), () -> next.clone().process(), 1);
    }

    /** On a thread which the end of the time interrupts: nothing else ends such a request. */
    @Override
    public HttpResponse processSync(HttpPipelineCallContext context, HttpPipelineNextSyncPolicy next) {
        Supplier<Mono<HttpResponse>> request =
                () -> Mono.fromCallable(() -> next.clone().processSync()).subscribeOn(Schedulers.boundedElastic());
        return attempt(context, whole(context), request, 1).block();
    }

    /** The request with a body that is there as often as it is sent: the pieces of a batch are used up by being read. */
    private static HttpRequest whole(HttpPipelineCallContext context) {
        HttpRequest request = context.getHttpRequest();
        BinaryData body = request.getBodyAsBinaryData();
        return body == null || body.isReplayable()
                ? request
                : request.setBody(request.getBody().map(ByteBuffer::duplicate));
    }

    /** @param request as it was before the policies that come after this one signed it */
    private Mono<HttpResponse> attempt(
            HttpPipelineCallContext context, HttpRequest request, Supplier<Mono<HttpResponse>> send, int attempt) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            context.setHttpRequest(request.copy());
            return send.get()
                    .timeout(limit, late())
                    .<HttpResponse>map(answer ->
                            new AzureAnswer(answer, late(), limit.minus(Duration.ofNanos(System.nanoTime() - start))))
                    .materialize()
                    .flatMap(end -> {
                        if (attempt >= attempts || !mayPass(end)) {
                            return end.isOnError()
                                    ? Mono.<HttpResponse>error(end.getThrowable())
                                    : Mono.justOrEmpty(end.get());
                        }
                        return Mono.delay(Repeats.pause(attempt, wish(end)))
                                .then(attempt(context, request, send, attempt + 1));
                    });
        });
    }

    private <T> Mono<T> late() {
        return Mono.error(() -> new HttpTimeoutException("not done in " + limit.toMillis() + " ms"));
    }

    private static String wish(Signal<HttpResponse> end) {
        HttpResponse answer = end.get();
        if (answer == null) {
            return null;
        }
        // It is not read, and nobody else would let go of its connection.
        answer.close();
        return answer.getHeaderValue(HttpHeaderName.RETRY_AFTER);
    }

    private static boolean mayPass(Signal<HttpResponse> end) {
        if (end.isOnError()) {
            return mayPass(end.getThrowable());
        }
        // A part of a batch has no answer of its own.
        return end.get() != null && Repeats.mayPass(end.get().getStatusCode());
    }

    private static boolean mayPass(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ClientAuthenticationException || t instanceof SSLHandshakeException) {
                return false;
            }
            if (t instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
