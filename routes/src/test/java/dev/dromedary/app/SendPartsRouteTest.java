package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

class SendPartsRouteTest extends RouteTest {
    @Test
    void aPartGoesToTheStorageOfItsRun() throws Exception {
        stage("send-parts");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:storage-mine").process(exchange -> turns().add("storage of the run"));
            }
        });
        when("hash-part", exchange -> {
            exchange.setProperty("part", "the part");
            exchange.getMessage().setHeader("StorageOp", "put");
        });

        Exchange answer = send("send-part", exchange -> exchange.setProperty("storage_route", "mine"));

        assertThat(turns())
                .containsExactly(
                        "hash-part", "copy-part.begin", "storage of the run", "copy-part.await", "copy-part.end");
        assertThat(answer.getMessage().getBody()).isEqualTo("the part");
        assertThat(answer.getMessage().getHeaders()).doesNotContainKey("StorageOp");
    }

    @Test
    void noCopyReadsAPartAnyMoreWhenItsStorageHasRefusedIt() throws Exception {
        stage("send-parts");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:storage-mine").errorHandler(noErrorHandler()).process(exchange -> {
                    throw new IllegalStateException("refused");
                });
            }
        });

        Exchange answer = send("send-part", exchange -> exchange.setProperty("storage_route", "mine"));

        assertThat(turns()).containsExactly("hash-part", "copy-part.begin", "copy-part.end");
        assertThat(answer.getException()).hasMessage("refused");
    }

    @Test
    void theStreamIsPumped() throws Exception {
        stage("send-parts");
        send("send-parts", "tool");

        assertThat(turns()).containsExactly("pump-parts");
    }
}
