package dev.dromedary.storage;

/**
 * A storage whose objects are put by a Camel component; here is what is to be told of a put that failed. The component's
 * client repeats a request whose answer got lost, and the repeated one meets its own object.
 */
public interface ComponentBucket extends StorageContents {
    /**
     * Whether the object that stands in the way of a put was made by this very put: it bears its mark. Equal bytes would
     * prove nothing, since two writers may claim with the same.
     */
    boolean isOf(String put, String key);

    /** The error that the contract has for a failure of the client, for whichever verb; any other as it is. */
    RuntimeException explain(String key, RuntimeException failure);
}
