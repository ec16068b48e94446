package org.itb.harness.mutation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * One mutant as PIT reports it.
 *
 * @param killer the test that failed, as PIT names it; empty if none did
 */
record Mutant(String status, String type, String method, int line, String mutator, String description, String killer) {
    /**
     * A test failed. Nothing else will do: no test reached it, PIT could not run it, or the tests took too long, which a busy
     * machine brings about as well (a test that would run for ever bounds its own steps).
     */
    private static final String KILLED = "KILLED";

    static List<Mutant> readAll(Path report) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            NodeList nodes = factory.newDocumentBuilder().parse(report.toFile()).getElementsByTagName("mutation");
            List<Mutant> mutants = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                mutants.add(of((Element) nodes.item(i)));
            }
            return mutants;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(report + " is no report of PIT", e);
        }
    }

    private static Mutant of(Element element) {
        return new Mutant(element.getAttribute("status"), text(element, "mutatedClass"), text(element, "mutatedMethod"),
                Integer.parseInt(text(element, "lineNumber")), simpleName(text(element, "mutator")),
                text(element, "description"), text(element, "killingTest"));
    }

    /** Of a class that PIT names in full. */
    static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String text(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    boolean isKilled() {
        return status.equals(KILLED);
    }

    @Override
    public String toString() {
        return simpleName(type) + "." + method + ":" + line + " " + description
                + " (" + mutator + ", " + status + ")";
    }
}
