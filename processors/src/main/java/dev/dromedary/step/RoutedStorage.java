package dev.dromedary.step;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.AlreadyExistsException;
import dev.dromedary.storage.NotFoundException;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StoredObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** A storage route as its Java face: each verb is one exchange with {@code direct:storage-<name>}. */
public final class RoutedStorage implements Storage {
    private final ProducerTemplate template;
    private final String name;

    public RoutedStorage(ProducerTemplate template, String name) {
        this.template = template;
        this.name = name;
    }

    /** The name under which the storage was opened. */
    public String name() {
        return name;
    }

    @Override
    public void put(String key, byte[] body, boolean ifAbsent) {
        Map<String, Object> headers = Map.of(
                StorageHeader.OP,
                StorageHeader.PUT,
                StorageHeader.KEY,
                key,
                StorageHeader.IF_ABSENT,
                ifAbsent,
                StorageHeader.LENGTH,
                (long) body.length);
        call(StorageHeader.PUT + " of " + key, headers, body);
    }

    @Override
    public byte[] get(String key) {
        return get(key, Map.of(StorageHeader.OP, StorageHeader.GET, StorageHeader.KEY, key));
    }

    /** As {@link #get(String)}, and refuses an object of another length with {@link Reason#ObjectDamaged}. */
    public byte[] get(String key, long length) {
        return get(
                key, Map.of(StorageHeader.OP, StorageHeader.GET, StorageHeader.KEY, key, StorageHeader.LENGTH, length));
    }

    /** As in the contract, but what has fewer bytes is refused with {@link Reason#ObjectDamaged}. */
    @Override
    public byte[] get(String key, long offset, int length) {
        byte[] piece = get(
                key,
                Map.of(
                        StorageHeader.OP,
                        StorageHeader.GET,
                        StorageHeader.KEY,
                        key,
                        StorageHeader.OFFSET,
                        offset,
                        StorageHeader.LENGTH,
                        (long) length));
        if (piece.length != length) {
            throw new BackupException(
                    Reason.StorageInvalid,
                    "storage " + name + " answers with " + piece.length + " bytes of " + key + " where " + length
                            + " were asked for",
                    "the route of its type does not know the header " + StorageHeader.OFFSET
                            + ": see docs/storages.md");
        }
        return piece;
    }

    private byte[] get(String key, Map<String, Object> headers) {
        return call(StorageHeader.GET + " of " + key, headers, null)
                .getMessage()
                .getBody(byte[].class);
    }

    @Override
    public long size(String key) {
        return call(
                        StorageHeader.SIZE + " of " + key,
                        Map.of(StorageHeader.OP, StorageHeader.SIZE, StorageHeader.KEY, key),
                        null)
                .getMessage()
                .getBody(Long.class);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        Exchange answer = call(
                StorageHeader.LIST + " of " + prefix,
                Map.of(StorageHeader.OP, StorageHeader.LIST, StorageHeader.PREFIX, prefix),
                null);
        List<StoredObject> found = Arrays.stream(
                        answer.getMessage().getBody(List.class).toArray())
                .map(StoredObject.class::cast)
                .toList();
        found.forEach(object -> requireAskedFor(prefix, object.key()));
        return found;
    }

    /** What is listed may be removed next: of a server that does not keep to a prefix, nothing is believed. */
    private void requireAskedFor(String prefix, String key) {
        if (!key.startsWith(prefix)) {
            throw new BackupException(
                    Reason.StorageInvalid,
                    "storage " + name + " lists " + key + ", which does not begin with " + prefix,
                    "its server, or the route of its type, does not keep to prefixes and cannot be used");
        }
    }

    @Override
    public void delete(List<String> keys) {
        if (!keys.isEmpty()) {
            call(
                    StorageHeader.DELETE + " of " + keys.size() + " objects",
                    Map.of(StorageHeader.OP, StorageHeader.DELETE),
                    List.copyOf(keys));
        }
    }

    private Exchange call(String what, Map<String, Object> headers, Object body) {
        Exchange answer = template.request("direct:storage-" + name, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
        if (answer.getException() != null) {
            throw unwrap(what, answer.getException());
        }
        return answer;
    }

    /** The error that the contract of a storage knows; a type that does not map its own still gets a reason. */
    private RuntimeException unwrap(String what, Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof NotFoundException || t instanceof AlreadyExistsException || t instanceof BackupException) {
                return (RuntimeException) t;
            }
        }
        return new BackupException(
                Reason.StorageUnreachable,
                "storage " + name + ": " + what + " failed: " + failure.getMessage(),
                "the log has the details",
                failure);
    }
}
