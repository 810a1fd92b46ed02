package dev.dromedary.api;

/** How far a run is. */
public class BackupProgress extends Extensible {

    public Long bytes;

    public Long bytesPerSecond;

    /** An estimate: an increment's size is known only at its end. */
    public Integer percent;

    /** RFC 3339. */
    @DateTime
    public String estimatedEnd;
}
