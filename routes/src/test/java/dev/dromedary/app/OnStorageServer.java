package dev.dromedary.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** A test against these storage servers, where they can be had. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnStorageServer.Condition.class)
@interface OnStorageServer {
    StorageServer[] value();

    /** Looks for an engine only when such a test is met. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return AnnotationSupport.findAnnotation(context.getElement(), OnStorageServer.class)
                    .map(Condition::evaluate)
                    .orElse(ConditionEvaluationResult.enabled("no server is needed"));
        }

        private static ConditionEvaluationResult evaluate(OnStorageServer asked) {
            for (StorageServer server : asked.value()) {
                if (!server.isThere()) {
                    return ConditionEvaluationResult.disabled(
                            "neither TESTBED_* nor a container engine gives " + server);
                }
            }
            return ConditionEvaluationResult.enabled("the servers can be had");
        }
    }
}
