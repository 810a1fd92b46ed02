package dev.dromedary.component;

import dev.dromedary.kube.KubeResources;
import dev.dromedary.kube.Watches;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/** {@code reconcile:<name>}: calls a route for each resource that has to be looked at; the name is for people. */
public final class ReconcileComponent extends DefaultComponent {
    private final Watches watches;
    private final KubeResources resources;

    public ReconcileComponent(Watches watches, KubeResources resources) {
        this.watches = watches;
        this.resources = resources;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ReconcileEndpoint endpoint = new ReconcileEndpoint(uri, this);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    Watches watches() {
        return watches;
    }

    KubeResources resources() {
        return resources;
    }
}
