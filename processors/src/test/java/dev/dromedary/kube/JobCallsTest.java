package dev.dromedary.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobCallsTest {
    @ParameterizedTest
    @CsvSource({"400, true", "403, true", "422, true", "409, false", "429, false", "500, false", "503, false"})
    void whatTheServerWillSayAgainIsFinal(int code, boolean refused) {
        assertThat(JobCalls.refused(new KubernetesClientException("no", code, null)))
                .isEqualTo(refused);
    }
}
