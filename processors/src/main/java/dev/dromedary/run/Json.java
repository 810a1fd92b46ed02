package dev.dromedary.run;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.dromedary.chain.Lsn;
import dev.dromedary.chain.Manifest;
import java.io.IOException;
import java.util.Map;

/** How our records look as JSON; they know nothing of it themselves. */
final class Json {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .addMixIn(Lsn.class, LsnForm.class)
            .addMixIn(Manifest.class, ManifestForm.class)
            .addMixIn(RunResult.class, ResultForm.class)
            .build();

    private Json() {}

    private abstract static class LsnForm {
        @JsonCreator
        LsnForm(@SuppressWarnings("unused") long value) {}

        @JsonValue
        abstract long value();
    }

    @SuppressWarnings("unused") // Jackson reads the annotations of its methods.
    private abstract static class ManifestForm {
        @JsonAnySetter
        @JsonAnyGetter
        abstract Map<String, Object> other();

        @com.fasterxml.jackson.annotation.JsonIgnore
        abstract String base();
    }

    @SuppressWarnings("unused") // Jackson reads the annotations of its methods.
    private abstract static class ResultForm {
        @com.fasterxml.jackson.annotation.JsonIgnore
        abstract Object found();
    }

    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T read(byte[] json, Class<T> type) throws IOException {
        return MAPPER.readValue(json, type);
    }
}
