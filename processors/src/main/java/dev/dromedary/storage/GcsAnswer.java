package dev.dromedary.storage;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/** An answer as Google's client reads it. */
final class GcsAnswer extends LowLevelHttpResponse {
    private final HttpResponse<?> answer;
    private final InputStream body;
    private final List<Map.Entry<String, String>> headers;

    GcsAnswer(HttpResponse<?> answer, InputStream body) {
        this.answer = answer;
        this.body = body;
        headers = answer.headers().map().entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(value -> Map.entry(each.getKey(), value)))
                .toList();
    }

    private String header(String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    @Override
    public InputStream getContent() {
        return body;
    }

    @Override
    public String getContentEncoding() {
        return header("Content-Encoding");
    }

    @Override
    public long getContentLength() {
        return answer.headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    @Override
    public String getContentType() {
        return header("Content-Type");
    }

    @Override
    public String getStatusLine() {
        return "HTTP/1.1 " + answer.statusCode();
    }

    @Override
    public int getStatusCode() {
        return answer.statusCode();
    }

    /** The JDK does not tell it. */
    @Override
    public String getReasonPhrase() {
        return null;
    }

    @Override
    public int getHeaderCount() {
        return headers.size();
    }

    @Override
    public String getHeaderName(int index) {
        return headers.get(index).getKey();
    }

    @Override
    public String getHeaderValue(int index) {
        return headers.get(index).getValue();
    }

    @Override
    public void disconnect() throws IOException {
        body.close();
    }
}
