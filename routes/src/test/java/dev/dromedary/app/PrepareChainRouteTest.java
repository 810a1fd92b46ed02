package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrepareChainRouteTest {
    @Test
    void everyToolIsJudgedBeforeTheNextIsStarted() throws Exception {
        try (RouteStage stage = RouteStage.with("prepare-chain")) {
            stage.send("prepare-chain", "member");

            assertThat(stage.turns())
                    .containsExactly(
                            "prepare-chain.writeUnpackCommand",
                            "prepare-chain.checkUnpacked",
                            "prepare-chain.writePrepareCommand",
                            "prepare-chain.checkPrepared");
        }
    }

    @Test
    void thePreparedDataIsMovedByTheTool() throws Exception {
        try (RouteStage stage = RouteStage.with("prepare-chain")) {
            stage.send("move-data-back", "nothing");

            assertThat(stage.turns())
                    .containsExactly("prepare-chain.writeMoveBackCommand", "prepare-chain.checkMovedBack");
        }
    }
}
