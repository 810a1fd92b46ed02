package dev.dromedary.step;

import dev.dromedary.chain.Part;
import dev.dromedary.engine.Checkpoints;
import java.util.List;

/** A stream that is stored whole. The binlog position is empty where the server writes no binary log. */
record TakenStream(List<Part> parts, long bytes, Checkpoints checkpoints, String binlogPosition) {}
