package dev.dromedary.e2e;

import dev.dromedary.app.OnNode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test on the testbed's node and its stores, told of by {@code testbed env}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@OnNode
@EnabledIfEnvironmentVariable(named = "TESTBED_S3_ENDPOINT", matches = ".+")
@ExtendWith(InstallationExtension.class)
@interface EndToEnd {
    /** The namespaces that the operator of the test watches. */
    String[] value();

    /** Whether the operator lives in the only one of them, with rights that end there. */
    boolean namespaced() default false;

    /** What the operator's environment has beside the bundle's: {@code NAME=value}. */
    String[] settings() default {};
}
