package dev.dromedary.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Which room of the house may know which, and why. */
@AnalyzeClasses(packages = "dev.dromedary", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule RESOURCES_KNOW_NOBODY = noClasses()
            .that()
            .resideInAPackage("..api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..chain..",
                    "..engine..",
                    "..part..",
                    "..storage..",
                    "..restore..",
                    "..schedule..",
                    "..server..",
                    "..run..",
                    "..reconcile..",
                    "..local..",
                    "..kube..",
                    "dev.dromedary.component..",
                    "..step..",
                    "..app..",
                    "org.apache.camel..")
            .because("they are the wire format, which outlives whatever we do with it");

    @ArchTest
    static final ArchRule CHAINS_KNOW_THE_JDK = classes()
            .that()
            .resideInAPackage("..chain..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.dromedary.chain..", "dev.dromedary.status..", "java..")
            .because("what links a chain must be readable without any library");

    @ArchTest
    static final ArchRule ENGINES_KNOW_THE_JDK = classes()
            .that()
            .resideInAPackage("..engine..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.dromedary.engine..", "dev.dromedary.chain..", "dev.dromedary.status..", "java..")
            .because("facts of a tool are tested without starting anything");

    @ArchTest
    static final ArchRule RESTORES_KNOW_THE_JDK = classes()
            .that()
            .resideInAPackage("..restore..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.dromedary.restore..", "dev.dromedary.status..", "java..")
            .because("a swap is tried at every point of a crash");

    @ArchTest
    static final ArchRule PARTS_KNOW_THE_JDK = classes()
            .that()
            .resideInAPackage("..part..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.dromedary.part..", "dev.dromedary.chain..", "dev.dromedary.status..", "java..")
            .because("the data path is where every byte passes");

    @ArchTest
    static final ArchRule SCHEDULES_KNOW_THE_JDK_AND_CRON = classes()
            .that()
            .resideInAPackage("..schedule..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.dromedary.schedule..", "dev.dromedary.status..", "com.cronutils..", "java..")
            .because("when a backup is due is tried for every hour of a year, with nothing started");

    @ArchTest
    static final ArchRule THE_OTHER_LAYOUT_KNOWS_NO_STEPS = noClasses()
            .that()
            .resideInAPackage("..xbcloud..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.dromedary.api..",
                    "..restore..",
                    "..server..",
                    "..run..",
                    "..reconcile..",
                    "..local..",
                    "..kube..",
                    "..step..")
            .because("how a stream is stored does not depend on what is done with it");

    @ArchTest
    static final ArchRule LEAVES_KNOW_NEITHER_CAMEL_NOR_KUBERNETES = noClasses()
            .that()
            .resideInAnyPackage(
                    "..chain..",
                    "..engine..",
                    "..part..",
                    "..xbcloud..",
                    "..restore..",
                    "..schedule..",
                    "..server..",
                    "..run..",
                    "..status..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "io.fabric8..")
            .because("what is decided does not depend on who asks");

    @ArchTest
    static final ArchRule STORAGES_KNOW_NO_RESOURCES = noClasses()
            .that()
            .resideInAPackage("..storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.dromedary.api..", "io.fabric8..")
            .because("a storage is described to its template, whoever describes it");

    @ArchTest
    static final ArchRule DECISIONS_KNOW_NO_CAMEL = noClasses()
            .that()
            .resideInAnyPackage("..reconcile..", "..local..", "..kube..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.camel..")
            .because("routes say what happens next, decisions and platforms are plain Java");

    @ArchTest
    static final ArchRule DECISIONS_KNOW_NO_CLIENT = noClasses()
            .that()
            .resideInAnyPackage("..reconcile..", "..local..", "..step..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8.kubernetes.client.dsl..",
                    "io.fabric8.kubernetes.client.informers..",
                    "io.fabric8.kubernetes.api.model.apps..",
                    "io.fabric8.kubernetes.api.model.batch..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(KubernetesClient.class)
            .because("what is seen comes in, whoever looks; how a cluster is asked is the platform's business");

    @ArchTest
    static final ArchRule PLATFORMS_KNOW_NO_STEPS = noClasses()
            .that()
            .resideInAnyPackage("..kube..", "..local..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..step..", "dev.dromedary.component..")
            .because("a platform is called by routes and calls none");

    @ArchTest
    static final ArchRule STEPS_KNOW_NO_PLATFORM = noClasses()
            .that()
            .resideInAnyPackage("..step..", "..reconcile..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..local..", "..kube..", "dev.dromedary.component..", "..app..")
            .because("a platform is swapped by its route file");

    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_APPLICATION = noClasses()
            .that()
            .resideOutsideOfPackage("..app..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..app..")
            .because("crds <- processors <- routes");

    @ArchTest
    static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should()
            .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Service)")
            .because("such a name says nothing about what is in it");
}
