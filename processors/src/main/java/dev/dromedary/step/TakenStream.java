package dev.dromedary.step;

import dev.dromedary.chain.Part;
import dev.dromedary.engine.Checkpoints;
import java.util.List;

/**
 * A stream that is stored whole. The binlog position is empty where the server writes no binary log.
 *
 * @param checksums the text of the file that is to lie beside the parts; empty if their layout has none
 */
record TakenStream(List<Part> parts, long bytes, Checkpoints checkpoints, String binlogPosition, String checksums) {}
