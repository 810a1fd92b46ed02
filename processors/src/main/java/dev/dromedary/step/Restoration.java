package dev.dromedary.step;

import dev.dromedary.engine.EngineProfile;
import dev.dromedary.restore.Workplace;

/** A restore at work: where, and with which tool. */
record Restoration(Workplace workplace, ToolSearch.Found tool) {
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
