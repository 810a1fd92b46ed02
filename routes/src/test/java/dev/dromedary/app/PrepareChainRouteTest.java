package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrepareChainRouteTest extends RouteTest {
    @Test
    void everyToolIsJudgedBeforeTheNextIsStarted() throws Exception {
        stage("prepare-chain");
        send("unpack-member", "member");
        send("prepare-chain", "nothing");

        assertThat(turns())
                .containsExactly(
                        "direct:fetch-parts",
                        "unpack-member.writeCommand",
                        "unpack-member.check",
                        "prepare-chain.writePrepareCommand",
                        "prepare-chain.checkPrepared");
    }

    @Test
    void thePreparedDataIsMovedByTheTool() throws Exception {
        stage("prepare-chain");
        send("move-data-back", "nothing");

        assertThat(turns()).containsExactly("prepare-chain.writeMoveBackCommand", "prepare-chain.checkMovedBack");
    }
}
