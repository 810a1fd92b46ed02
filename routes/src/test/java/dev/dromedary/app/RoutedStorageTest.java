package dev.dromedary.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dromedary.status.BackupException;
import dev.dromedary.status.Reason;
import dev.dromedary.step.RoutedStorage;
import dev.dromedary.storage.StoredObject;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class RoutedStorageTest {
    /** As a server does it that drops a prefix which it cannot read. */
    @Test
    void aListOfWhatWasNotAskedForIsNotBelieved() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:storage-odd").process(exchange -> exchange.getMessage()
                            .setBody(
                                    List.of(new StoredObject("mine/part.0", 1), new StoredObject("theirs/part.0", 1))));
                }
            });
            context.start();
            try (ProducerTemplate template = context.createProducerTemplate()) {
                RoutedStorage storage = new RoutedStorage(template, "odd");

                assertThat(storage.list("")).hasSize(2);
                assertThatExceptionOfType(BackupException.class)
                        .isThrownBy(() -> storage.list("mine/"))
                        .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.StorageInvalid))
                        .withMessage("storage odd lists theirs/part.0, which does not begin with mine/");
            }
        }
    }
}
