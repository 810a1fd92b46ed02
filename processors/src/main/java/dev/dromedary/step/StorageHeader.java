package dev.dromedary.step;

/** The headers of a storage route, and the words of {@link #OP}. */
public final class StorageHeader {
    /** Which verb: one of the five below. */
    public static final String OP = "StorageOp";
    /** The object, for put, get and size. */
    public static final String KEY = "StorageKey";
    /** What the keys of a list start with. */
    public static final String PREFIX = "StoragePrefix";
    /** For put: refuse if the object is there. */
    public static final String IF_ABSENT = "StorageIfAbsent";
    /** For put the length of the body, for get the length that is expected, if it is known. */
    public static final String LENGTH = "StorageLength";
    /** For get of a piece: the byte it starts at; {@link #LENGTH} is the piece's then. */
    public static final String OFFSET = "StorageOffset";

    public static final String PUT = "put";
    public static final String GET = "get";
    public static final String SIZE = "size";
    public static final String LIST = "list";
    public static final String DELETE = "delete";

    private StorageHeader() {}
}
