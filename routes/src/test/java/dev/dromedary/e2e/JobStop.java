package dev.dromedary.e2e;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.concurrent.locks.LockSupport;

/**
 * While it is there, no Job of one kind can be made in a place: the API server asks someone about it who does not answer. That
 * passes, and says so by its code; so what has decided to make one waits and tries again.
 */
final class JobStop implements AutoCloseable {
    private static final String COMPONENT = "app.kubernetes.io/component";
    private static final long STEP = 100_000_000;

    private final Place place;
    private final String kind;
    private final ValidatingWebhookConfiguration made;

    /** @param kind of run: {@code backup}, {@code plan}, {@code restore} ... */
    JobStop(Place place, String kind) {
        this.place = place;
        this.kind = kind;
        this.made = place.node.client.resource(hook()).create();
        while (!stopped()) {
            LockSupport.parkNanos(STEP);
        }
    }

    private ValidatingWebhookConfiguration hook() {
        return new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(place.namespace + "-" + kind)
                .endMetadata()
                .addNewWebhook()
                .withName("nobody.dromedary.dev")
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withFailurePolicy("Fail")
                .withNewClientConfig()
                .withUrl("https://127.0.0.1:1/")
                .endClientConfig()
                .withNewNamespaceSelector()
                .addToMatchLabels("kubernetes.io/metadata.name", place.namespace)
                .endNamespaceSelector()
                .withNewObjectSelector()
                .addToMatchLabels(COMPONENT, kind)
                .endObjectSelector()
                .addNewRule()
                .withApiGroups("batch")
                .withApiVersions("v1")
                .withResources("jobs")
                .withOperations("CREATE")
                .endRule()
                .endWebhook()
                .build();
    }

    /** The API server learns of it a moment later. */
    private boolean stopped() {
        Job any = new JobBuilder()
                .withNewMetadata()
                .withName("any")
                .withNamespace(place.namespace)
                .addToLabels(COMPONENT, kind)
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName("any")
                .withImage("any")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        try {
            place.node.client.resource(any).dryRun().create();
            return false;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_INTERNAL_ERROR) {
                throw e;
            }
            return true;
        }
    }

    @Override
    public void close() {
        place.node.client.resource(made).delete();
    }
}
