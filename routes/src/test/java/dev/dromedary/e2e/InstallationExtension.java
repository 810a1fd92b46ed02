package dev.dromedary.e2e;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test an installation of its own, and keeps what tells why it failed. */
final class InstallationExtension implements ParameterResolver, AfterEachCallback {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(Installation.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        EndToEnd wanted = test.getRequiredTestClass().getAnnotation(EndToEnd.class);
        try {
            Installation installation = wanted.namespaced()
                    ? Installation.within(wanted.value()[0])
                    : Installation.of(List.of(wanted.settings()), wanted.value());
            test.getStore(OURS).put(Installation.class, installation);
            return installation;
        } catch (Exception e) {
            throw new IllegalStateException("the operator could not be installed", e);
        }
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Installation installation = test.getStore(OURS).get(Installation.class, Installation.class);
        if (installation == null) {
            return;
        }
        try {
            if (test.getExecutionException().isPresent()) {
                installation.collect(
                        new Evidence(test.getRequiredTestClass().getSimpleName() + "-" + test.getDisplayName()));
            } else {
                new Rights(installation).requireGranted();
            }
        } finally {
            installation.close();
        }
    }
}
