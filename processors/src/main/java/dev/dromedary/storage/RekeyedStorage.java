package dev.dromedary.storage;

import java.util.List;

/**
 * A storage seen with the keys of another one: what lies there below one prefix lies here below another. So whoever works
 * on a backup and its copies has one key for each object.
 *
 * @param storage the one that is asked
 * @param prefix what keys begin with in there; empty, or with a slash at its end
 * @param seen what they are seen to begin with
 */
public record RekeyedStorage(Storage storage, String prefix, String seen) implements Storage {
    @Override
    public void put(String key, byte[] body, boolean ifAbsent) {
        storage.put(there(key), body, ifAbsent);
    }

    @Override
    public byte[] get(String key) {
        return storage.get(there(key));
    }

    @Override
    public byte[] get(String key, long offset, int length) {
        return storage.get(there(key), offset, length);
    }

    @Override
    public long size(String key) {
        return storage.size(there(key));
    }

    @Override
    public List<StoredObject> list(String listed) {
        return storage.list(there(listed)).stream()
                .map(object -> new StoredObject(seen + object.key().substring(prefix.length()), object.size()))
                .toList();
    }

    @Override
    public void delete(List<String> keys) {
        storage.delete(keys.stream().map(this::there).toList());
    }

    private String there(String key) {
        if (!key.startsWith(seen)) {
            throw new IllegalArgumentException(key + " does not begin with " + seen);
        }
        return prefix + key.substring(seen.length());
    }
}
