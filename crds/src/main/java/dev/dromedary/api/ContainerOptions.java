package dev.dromedary.api;

import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.List;

/** What a run adds to its container. On a backup or restore it replaces, not extends, the one of the storage. */
public class ContainerOptions extends Extensible {

    @AnyObjects
    @OrEmpty
    public List<EnvVar> env = new ArrayList<>();

    public ToolArguments args;
}
