package dev.dromedary.api;

import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/** Where binary logs go. */
@PreserveUnknownFields
public class BinlogStorage extends Extensible {

    public S3Spec s3;

    public BinlogEncryption encryption;
}
