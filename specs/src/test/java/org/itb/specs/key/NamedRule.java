package org.itb.specs.key;

import de.uka.ilkd.key.rule.Rule;
import de.uka.ilkd.key.rule.RuleApp;
import java.lang.reflect.Proxy;
import org.key_project.logic.Name;

/** A rule of KeY of which nothing is known but its name. */
final class NamedRule {
    private NamedRule() {
    }

    static RuleApp applicationOf(String name) {
        Rule rule = answering(Rule.class, new Name(name));
        return answering(RuleApp.class, rule);
    }

    /** All that is asked of it is its name, or its rule. */
    private static <T> T answering(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> answer));
    }
}
