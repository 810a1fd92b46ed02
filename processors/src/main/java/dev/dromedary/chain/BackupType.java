package dev.dromedary.chain;

/** A base starts a chain, an increment extends its parent. */
public enum BackupType {
    FULL,
    INCREMENTAL
}
