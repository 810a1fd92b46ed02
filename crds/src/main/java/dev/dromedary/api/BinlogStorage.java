package dev.dromedary.api;

/** Where binary logs go. */
public class BinlogStorage extends Extensible {

    public S3Spec s3;

    public BinlogEncryption encryption;
}
