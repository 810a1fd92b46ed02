package dev.dromedary.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A test against the API server of {@code KUBECONFIG}. It mostly waits, so it begins before those that do not (where Maven
 * is told how many run at a time).
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+")
@Order(OnNode.ORDER)
public @interface OnNode {
    /** Lower for what takes longest. */
    int ORDER = 10;
}
