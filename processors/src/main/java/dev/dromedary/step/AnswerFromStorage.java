package dev.dromedary.step;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.storage.Storage;
import dev.dromedary.storage.StorageContents;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The body of a storage route whose type is a Java class: reads the verb, calls it, makes its result the body. */
public final class AnswerFromStorage implements Processor {
    private final StorageContents storage;

    public AnswerFromStorage(StorageContents storage) {
        this.storage = storage;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        String op = message.getHeader(StorageHeader.OP, "", String.class);
        switch (op) {
            case StorageHeader.PUT -> put(message);
            case StorageHeader.GET -> message.setBody(get(message));
            case StorageHeader.SIZE -> message.setBody(storage.size(key(message)));
            case StorageHeader.LIST ->
                message.setBody(storage.list(message.getHeader(StorageHeader.PREFIX, "", String.class)));
            case StorageHeader.DELETE -> storage.delete(keys(message));
            default ->
                throw new BackupException(
                        Reason.Internal,
                        "a storage has no verb '" + op + "'",
                        "header " + StorageHeader.OP + " is put, get, size, list or delete");
        }
    }

    private void put(Message message) throws Exception {
        boolean ifAbsent = message.getHeader(StorageHeader.IF_ABSENT, false, boolean.class);
        // A type whose put is a component's has a branch for it in its route, and never comes here with one.
        ((Storage) storage).put(key(message), message.getMandatoryBody(byte[].class), ifAbsent);
    }

    private byte[] get(Message message) {
        String key = key(message);
        Long expected = message.getHeader(StorageHeader.LENGTH, Long.class);
        Long offset = message.getHeader(StorageHeader.OFFSET, Long.class);
        byte[] body = offset == null || expected == null
                ? storage.get(key)
                : storage.get(key, offset, Math.toIntExact(expected));
        if (expected != null && expected != body.length) {
            throw new BackupException(
                    Reason.ObjectDamaged,
                    "object " + key + " has " + body.length + " bytes instead of " + expected,
                    "");
        }
        return body;
    }

    private static List<String> keys(Message message) throws Exception {
        return Arrays.stream(message.getMandatoryBody(List.class).toArray())
                .map(String::valueOf)
                .toList();
    }

    private static String key(Message message) {
        return message.getHeader(StorageHeader.KEY, "", String.class);
    }
}
