package dev.dromedary.step;

import dev.dromedary.engine.EngineProfile;
import dev.dromedary.restore.Workplace;
import java.nio.file.Path;

/**
 * A restore at work: where, and with which tool.
 *
 * @param folder of its run, where its tools run
 */
record Restoration(Workplace workplace, ToolSearch.Found tool, Path folder) {
    EngineProfile engine() {
        return tool.engine();
    }

    String executable() {
        return tool.executable();
    }

    String unpacker() {
        return ToolSearch.beside(tool.executable(), tool.engine().unpacker());
    }
}
