package dev.dromedary.storage;

import com.google.api.client.http.AbstractInputStreamContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** An object on its way to Google. It is written in one go, which spares {@link GcsTransport} a copy of it. */
final class GcsObject extends AbstractInputStreamContent {
    private final byte[] body;

    GcsObject(byte[] body) {
        super("application/octet-stream");
        this.body = body;
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(body);
    }

    @Override
    public long getLength() {
        return body.length;
    }

    @Override
    public boolean retrySupported() {
        return true;
    }
}
