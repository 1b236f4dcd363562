package dev.palimpsest.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of ARCHITECTURE.md. Think about the layering before changing this file. */
@AnalyzeClasses(packages = "dev.palimpsest", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ARROWS_POINT_ONE_WAY = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("memory").definedBy("dev.palimpsest.memory..")
            .layer("observables").definedBy("dev.palimpsest.observables..")
            .layer("sigma").definedBy("dev.palimpsest.sigma..")
            .layer("trust").definedBy("dev.palimpsest.trust..")
            .layer("peers").definedBy("dev.palimpsest.peers..")
            .layer("schemas").definedBy("dev.palimpsest.schemas..")
            .layer("index").definedBy("dev.palimpsest.index..")
            .layer("access").definedBy("dev.palimpsest.access..")
            .layer("ingest").definedBy("dev.palimpsest.ingest..")
            .layer("processor").definedBy("dev.palimpsest.processor..")
            .layer("query").definedBy("dev.palimpsest.query..")
            .layer("local").definedBy("dev.palimpsest.local..")
            .whereLayer("memory").mayNotAccessAnyLayer()
            .whereLayer("observables").mayNotAccessAnyLayer()
            .whereLayer("sigma").mayNotAccessAnyLayer()
            .whereLayer("trust").mayOnlyAccessLayers("memory")
            .whereLayer("peers").mayNotAccessAnyLayer()
            .whereLayer("schemas").mayOnlyAccessLayers("memory", "peers")
            .whereLayer("index").mayOnlyAccessLayers("memory", "observables", "peers")
            .whereLayer("access").mayOnlyAccessLayers("memory")
            .whereLayer("ingest").mayOnlyAccessLayers("memory", "observables", "trust", "peers", "schemas", "access")
            .whereLayer("processor")
            .mayOnlyAccessLayers("memory", "observables", "sigma", "trust", "peers", "schemas", "index", "access")
            .whereLayer("query")
            .mayOnlyAccessLayers("memory", "observables", "trust", "peers", "schemas", "index", "access")
            .whereLayer("local").mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule THE_CORE_IS_PURE = classes().that()
            .resideInAnyPackage("dev.palimpsest.memory..", "dev.palimpsest.observables..", "dev.palimpsest.trust..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.palimpsest.memory..", "dev.palimpsest.observables..", "dev.palimpsest.trust..",
                    "java..", "javax.crypto..", "org.jspecify..");

    @ArchTest
    static final ArchRule RULES_ARE_PURE = classes().that().resideInAPackage("dev.palimpsest.sigma..").should()
            .onlyDependOnClassesThat().resideInAnyPackage("dev.palimpsest.sigma..", "java..", "org.jspecify..",
                    "com.google.re2j..", "org.snakeyaml..");

    @ArchTest
    static final ArchRule EXTRACTION_IS_PURE = noClasses().that().resideInAPackage("dev.palimpsest.processor.extract..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "dev.palimpsest.schemas..", "dev.palimpsest.index..",
                    "io.javalin..", "java.net.http..");

    @ArchTest
    static final ArchRule PACKAGES_ARE_NAMED_FOR_WHAT_THEY_DO = noClasses().should().resideInAnyPackage("..util..",
            "..utils..", "..common..", "..helper..", "..manager..", "..impl..");
}
