package dev.dromedary.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.ArrayList;
import java.util.List;

/** A server on this host: where it listens, where its data is, how it is stopped and started. */
public class LocalServer extends Extensible {

    @JsonPropertyDescription("Path of its socket; either this or host.")
    public String socket;

    public String host;

    public Integer port;

    public String dataDirectory;

    @JsonPropertyDescription("The command that starts the server, one argument an element; no shell reads it.")
    @OrEmpty
    public List<String> start = new ArrayList<>();

    @JsonPropertyDescription("The command that stops it, in the same form.")
    @OrEmpty
    public List<String> stop = new ArrayList<>();

    @JsonPropertyDescription("Directory of the backup tool; left out: the PATH.")
    public String toolPath;
}
