package dev.dromedary.api;

import java.util.ArrayList;
import java.util.List;

/** Further arguments of the tools, one an element. */
public class ToolArguments extends Extensible {

    @OrEmpty
    public List<String> xtrabackup = new ArrayList<>();

    @OrEmpty
    public List<String> xbcloud = new ArrayList<>();

    @OrEmpty
    public List<String> xbstream = new ArrayList<>();
}
