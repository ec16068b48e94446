package org.itb.harness.houserules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.annotation.Annotation;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * The kernel leans on nothing, and the same stream gives the same bytes everywhere and always. (That dependencies run
 * one way needs no test: Maven gives no module what lies above it.)
 */
class HouseRulesTest {
    private static final DescribedPredicate<JavaClass> OWN = describe("are the kernel's own, numbers or Object",
            type -> isOwnOrPrimitive(type.getBaseComponentType()) || type.isEquivalentTo(Object.class));

    private static final ArchRule KERNEL_STANDS_ALONE =
            classes().that().resideInAPackage("org.itb.kernel..").should().onlyDependOnClassesThat(OWN);

    /** What makes two runs differ: the time, chance, and the settings of the machine. */
    private static final DescribedPredicate<AccessTarget> CHANCE = describe("differs from run to run", called -> {
        String call = called.getOwner().getName() + "." + called.getName();
        boolean now = called.getOwner().getPackageName().startsWith("java.time") && called.getName().equals("now");
        boolean unseeded = call.equals("java.util.Random.<init>") && called instanceof AccessTarget.CodeUnitCallTarget target
                && target.getRawParameterTypes().isEmpty();
        return now || unseeded || Set.of(
                "java.lang.System.currentTimeMillis", "java.lang.System.nanoTime", "java.lang.Math.random",
                "java.util.UUID.randomUUID", "java.util.Locale.getDefault", "java.util.TimeZone.getDefault",
                "java.nio.charset.Charset.defaultCharset", "java.util.concurrent.ThreadLocalRandom.current").contains(call);
    });

    private static final ArchRule HARNESS_IS_DETERMINISTIC = noClasses().that().resideInAPackage("org.itb.harness..")
            .should().callMethodWhere(target(CHANCE)).orShould().callConstructorWhere(target(CHANCE));

    private static final ArchRule PROPERTIES_HAVE_A_SEED = methods().that(describe("are properties",
                    method -> method.isMetaAnnotatedWith(Property.class)))
            .should(new ArchCondition<JavaMethod>("have a fixed seed") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    boolean seeded = hasSeed(method.reflect().getAnnotations());
                    events.add(new SimpleConditionEvent(method, seeded, method.getFullName() + " has no fixed seed"));
                }
            })
            // As long as there is no property.
            .allowEmptyShould(true);

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.itb");
    private static final JavaClasses TESTS = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .withImportOption(location -> !location.contains("HouseRulesTest"))
            .importPackages("org.itb");

    @Test
    void theKernelStandsAlone() {
        KERNEL_STANDS_ALONE.check(MAIN);
    }

    @Test
    void theHarnessIsDeterministic() {
        HARNESS_IS_DETERMINISTIC.check(MAIN);
    }

    @Test
    void everyPropertyHasAFixedSeed() {
        PROPERTIES_HAVE_A_SEED.check(TESTS);
    }

    @Test
    void refusesTimeChanceAndTheMachinesSettings() {
        for (Class<?> fixture : Set.of(ReadsTheClock.class, ThrowsDice.class, AsksTheMachine.class)) {
            assertTrue(refuses(HARNESS_IS_DETERMINISTIC, fixture), fixture.getSimpleName());
        }
        assertFalse(refuses(HARNESS_IS_DETERMINISTIC, ThrowsSeededDice.class));
    }

    @Test
    void refusesAPropertyWithoutASeed() {
        assertTrue(refuses(PROPERTIES_HAVE_A_SEED, Unseeded.class));
        assertFalse(refuses(PROPERTIES_HAVE_A_SEED, Seeded.class));
    }

    @Test
    void refusesAKernelThatLeansOnALibrary() {
        ArchRule asIfKernel = classes().should().onlyDependOnClassesThat(OWN);
        assertTrue(refuses(asIfKernel, ThrowsDice.class));
        assertFalse(refuses(asIfKernel, org.itb.kernel.Parameters.class));
    }

    private static boolean refuses(ArchRule rule, Class<?> fixture) {
        return rule.evaluate(new ClassFileImporter().importClasses(fixture)).hasViolation();
    }

    private static boolean isOwnOrPrimitive(JavaClass type) {
        return type.isPrimitive() || type.getPackageName().equals("org.itb.kernel");
    }

    private static boolean hasSeed(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof Property property && !property.seed().isEmpty()) {
                return true;
            }
            Property behind = annotation.annotationType().getAnnotation(Property.class);
            if (behind != null && !behind.seed().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static final class ReadsTheClock {
        Instant now() {
            return Instant.now();
        }
    }

    private static final class ThrowsDice {
        int dice() {
            return new Random().nextInt(6);
        }
    }

    private static final class ThrowsSeededDice {
        int dice() {
            return new Random(6).nextInt(6);
        }
    }

    private static final class AsksTheMachine {
        Locale locale() {
            return Locale.getDefault();
        }
    }

    private static final class Unseeded {
        @Property
        void holds() {
        }
    }

    private static final class Seeded {
        @Property(seed = "17")
        void holds() {
        }
    }
}
