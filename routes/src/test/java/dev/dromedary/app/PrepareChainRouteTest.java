package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrepareChainRouteTest {
    @Test
    void everyToolIsJudgedBeforeTheNextIsStarted() throws Exception {
        try (RouteStage stage = RouteStage.with("prepare-chain")) {
            stage.send("unpack-member", "member");
            stage.send("prepare-chain", "nothing");

            assertThat(stage.turns())
                    .containsExactly(
                            "direct:fetch-parts",
                            "unpack-member.writeCommand",
                            "unpack-member.check",
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
