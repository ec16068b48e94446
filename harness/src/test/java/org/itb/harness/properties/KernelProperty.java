package org.itb.harness.properties;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * A statement about the kernel that must hold in every therapy. The seed is fixed, so that every build tries the same
 * therapies; {@code -Djqwik.tries.default=100000} goes on from there for as long as one likes. Edge cases are no
 * separate phase: the generators of {@link Therapies} aim at the edges themselves.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Property(seed = "8637", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
@interface KernelProperty {
}
