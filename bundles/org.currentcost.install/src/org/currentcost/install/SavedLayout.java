package org.currentcost.install;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The layout of the window as the workbench saves it. Eclipse leaves in it what uninstalled bundles have put there:
 * empty tabs, perspectives without content, pictures that are errors in the log. Before the workbench reads it, this
 * puts such parts aside, and puts them back where they were when their bundle is there again. It knows no bundle by
 * name.
 */
public final class SavedLayout {

    private static final String ID = "xmi:id";
    private static final String ELEMENT_ID = "elementId";
    private static final String VALUE = "value";
    private static final String BUNDLE_KEY = "originalCompatibilityViewBundle";
    private static final Pattern BUNDLE = Pattern.compile("(?:platform:/plugin|bundleclass:/)/([^/]+)/.*");
    private static final Pattern IDENTIFIER = Pattern.compile("_\\S{10,}");
    /** What a perspective keeps of menu and tool items that the user has hidden, with commas between them. */
    private static final String HIDDEN = "persp.hiddenItems";
    private static final String TAGS = "tags";
    /** What the user has written may look like anything. */
    private static final Set<String> NOT_REFERENCES = Set.of(ID, ELEMENT_ID, VALUE, "label", "tooltip");
    /** A layout of a hundred views has one. */
    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_KEPT = 9;
    private static final Set<String> CONTRIBUTIONS = Set.of("contributionURI", "contributorURI", "iconURI");

    private final Path model;
    private final Path aside;
    private final Predicate<String> installed;
    private final Map<String, String> contributors;
    private boolean changed;

    /**
     * @param model        the workbench's file
     * @param aside        where parts are kept that are put aside
     * @param installed    whether a bundle is there
     * @param contributors the bundles of the views, perspectives and commands that were there the last time, by id
     */
    public SavedLayout(Path model, Path aside, Predicate<String> installed, Map<String, String> contributors) {
        this.model = model;
        this.aside = aside;
        this.installed = installed;
        this.contributors = contributors;
    }

    /**
     * What was done.
     *
     * @param swept    the names of what was put aside
     * @param restored the names of what was put back
     * @param damaged  whether what had been put aside was damaged, and nothing of it could be put back
     * @param unusable where the layout is kept if it was damaged; there is an earlier one instead of it, or none
     */
    public record Outcome(Set<String> swept, Set<String> restored, boolean damaged, Optional<Path> unusable) {
    }

    /** {@return whether there is a layout; without one the window is as it is shipped} */
    public boolean exists() {
        return Files.exists(model, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Puts aside and back. A layout that the workbench could not read is kept where it is in nobody's way.
     *
     * @throws IOException if a file can't be read or written; the layout is as it was then
     */
    public Outcome tidy() throws IOException {
        if (!exists()) {
            return new Outcome(Set.of(), Set.of(), false, Optional.empty());
        }
        Optional<Path> unusable = Optional.empty();
        Document document;
        try {
            document = readSound(model);
        } catch (IOException e) {
            unusable = Optional.of(keep());
            document = earlier().orElse(null);
            if (document == null) {
                return new Outcome(Set.of(), Set.of(), false, unusable);
            }
        }
        boolean damaged = false;
        Document kept;
        try {
            kept = Files.exists(aside) ? read(aside) : empty();
        } catch (IOException e) {
            // Whoever can mend it finds it; the layout has to be swept all the same.
            Files.move(aside, aside.resolveSibling(aside.getFileName() + ".damaged"),
                    StandardCopyOption.REPLACE_EXISTING);
            kept = empty();
            damaged = true;
        }
        declarePrefixes(document, kept);
        changed = false;
        var restored = restore(document, kept);
        var swept = sweep(document, kept);
        forget(document.getDocumentElement());
        if (changed) {
            // First what would be lost otherwise.
            write(kept, aside);
            write(document, model);
        }
        replace(copy(), Files.readAllBytes(model));
        return new Outcome(swept, restored, damaged, unusable);
    }

    /**
     * Takes the layout out of the workbench's way, so that the window is as it is shipped.
     *
     * @return where it is kept; nowhere if there was none
     */
    public Optional<Path> putAside() throws IOException {
        Files.deleteIfExists(copy());
        return exists() ? Optional.of(keep()) : Optional.empty();
    }

    private Path keep() throws IOException {
        var kept = aside.resolveSibling("layout-kept.xmi");
        for (int number = 2; Files.exists(kept) && number <= MOST_KEPT; number++) {
            kept = aside.resolveSibling("layout-kept-" + number + ".xmi");
        }
        return Files.move(model, kept, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The workbench writes its file in place; one that was killed meanwhile has left a part of it. Then the layout is
     * what it was at the start before.
     */
    private Optional<Document> earlier() throws IOException {
        if (!Files.exists(copy())) {
            return Optional.empty();
        }
        try {
            var document = readSound(copy());
            replace(model, Files.readAllBytes(copy()));
            return Optional.of(document);
        } catch (IOException e) {
            Files.delete(copy());
            return Optional.empty();
        }
    }

    /** @throws IOException if the workbench could not begin with it */
    private static Document readSound(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is no layout: it is too large");
        }
        var document = read(file);
        var root = document.getDocumentElement();
        boolean sound = root.getTagName().equals("application:Application")
                && children(root).stream().filter(child -> child.getAttribute("xsi:type").endsWith("Window"))
                        .flatMap(window -> all(window).stream())
                        .anyMatch(one -> one.getAttribute("xsi:type").endsWith(":PerspectiveStack"));
        if (!sound) {
            throw new IOException(file + " is no layout: it has no window");
        }
        var ids = all(root).stream().map(one -> one.getAttribute(ID)).collect(Collectors.toSet());
        if (all(root).stream().map(one -> one.getAttribute("ref"))
                .anyMatch(ref -> IDENTIFIER.matcher(ref).matches() && !ids.contains(ref))) {
            throw new IOException(file + " has places for views that it has not");
        }
        return document;
    }

    private Path copy() {
        return model.resolveSibling(model.getFileName() + ".kept");
    }

    /** Writes a file so that it is either as it was or complete. */
    private static void replace(Path file, byte[] content) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, content);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Set<String> sweep(Document document, Document kept) {
        var root = document.getDocumentElement();
        var gone = new LinkedHashSet<Element>();
        var goneIds = new HashSet<String>();
        for (var element : all(root)) {
            String elementId = plainId(element);
            String contributor = contributors.get(elementId);
            if (lacksItsBundle(element) || contributor != null && !installed.test(contributor)) {
                gone.add(element);
                goneIds.add(elementId);
            }
        }
        goneIds.remove("");
        var references = new HashSet<String>();
        gone.forEach(element -> references.add(element.getAttribute(ID)));
        references.remove("");
        for (var element : all(root)) {
            // A place for a view, and a key for a command, that are gone themselves.
            if (references.contains(element.getAttribute("ref")) || references.contains(element.getAttribute("command"))
                    || goneIds.contains(plainId(element))) {
                gone.add(element);
            }
        }
        var names = new LinkedHashSet<String>();
        gone.forEach(element -> names.add(name(element)));
        for (var element : gone) {
            putAside(whole(element, gone), kept);
        }
        forgetItems(root, goneIds, kept);
        names.remove("");
        return names;
    }

    /** {@return the container that holds nothing else than what goes; it would stay behind empty} */
    private static Element whole(Element element, Set<Element> gone) {
        var top = element;
        while (top.getParentNode() instanceof Element parent
                && (parent.getAttribute("xsi:type").endsWith(":PartStack")
                        || parent.getAttribute("xsi:type").endsWith(":PartSashContainer"))
                && children(parent).stream().filter(child -> child.getTagName().equals("children"))
                        .allMatch(gone::contains)) {
            top = parent;
        }
        return top;
    }

    private void putAside(Element element, Document kept) {
        if (!(element.getParentNode() instanceof Element parent)) {
            // it went with another one
            return;
        }
        var entry = kept.createElement("entry");
        entry.setAttribute("parent", parent.getAttribute(ID));
        entry.setAttribute("index", String.valueOf(children(parent).indexOf(element)));
        entry.appendChild(kept.importNode(element, true));
        kept.getDocumentElement().appendChild(entry);
        parent.removeChild(element);
        changed = true;
    }

    /** What perspectives know by its id only: short cuts, and items that the user has hidden. */
    private void forgetItems(Element root, Set<String> goneIds, Document kept) {
        for (var element : all(root)) {
            if (element.getTagName().equals(TAGS) && isAbsent(element.getTextContent(), goneIds)) {
                putAside(element, kept);
            } else if (element.getAttribute("key").equals(HIDDEN)) {
                var items = new ArrayList<>(List.of(element.getAttribute(VALUE).split(",")));
                var absent = items.stream().filter(item -> isAbsent(item, goneIds)).toList();
                if (!absent.isEmpty() && element.getParentNode() instanceof Element parent) {
                    items.removeAll(absent);
                    element.setAttribute(VALUE, String.join(",", items));
                    var entry = kept.createElement("entry");
                    entry.setAttribute("parent", parent.getAttribute(ID));
                    entry.setAttribute(HIDDEN, String.join(",", absent));
                    kept.getDocumentElement().appendChild(entry);
                    changed = true;
                }
            }
        }
    }

    /** {@return whether an item, a kind and an id with a colon between them, is of what is not there} */
    private boolean isAbsent(String item, Set<String> goneIds) {
        String id = item.substring(item.indexOf(':') + 1);
        String contributor = contributors.get(id);
        return item.indexOf(':') > 0 && (goneIds.contains(id) || contributor != null && !installed.test(contributor));
    }

    /** Drops what points at elements that are not there any more. */
    private void forget(Element root) {
        var there = new HashSet<String>();
        all(root).forEach(element -> there.add(element.getAttribute(ID)));
        for (var element : all(root)) {
            var attributes = new ArrayList<Attr>();
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                attributes.add((Attr) element.getAttributes().item(i));
            }
            for (var attribute : attributes) {
                if (NOT_REFERENCES.contains(attribute.getName())) {
                    continue;
                }
                var words = List.of(attribute.getValue().split(" "));
                if (words.stream().allMatch(word -> IDENTIFIER.matcher(word).matches())
                        && !there.containsAll(words)) {
                    replace(element, attribute.getName(), words.stream().filter(there::contains).toList());
                    changed = true;
                }
            }
        }
    }

    private static void replace(Element element, String name, List<String> words) {
        if (!words.isEmpty()) {
            element.setAttribute(name, String.join(" ", words));
        } else if (name.equals("selectedElement")) {
            var first = children(element).stream().filter(child -> child.getTagName().equals("children")).findFirst();
            first.ifPresentOrElse(child -> element.setAttribute(name, child.getAttribute(ID)),
                    () -> element.removeAttribute(name));
        } else {
            element.removeAttribute(name);
        }
    }

    private Set<String> restore(Document document, Document kept) {
        var names = new LinkedHashSet<String>();
        var byId = new HashMap<String, Element>();
        all(document.getDocumentElement()).forEach(element -> byId.put(element.getAttribute(ID), element));
        var entries = children(kept.getDocumentElement());
        for (var entry : entries) {
            if (entry.hasAttribute(HIDDEN)) {
                restoreHidden(entry, byId.get(entry.getAttribute("parent")));
                continue;
            }
            if (children(entry).isEmpty()) {
                entry.getParentNode().removeChild(entry);
                continue;
            }
            var content = children(entry).getFirst();
            if (content.getTagName().equals(TAGS)) {
                restoreTag(entry, content, byId.get(entry.getAttribute("parent")));
                continue;
            }
            if (all(content).stream().anyMatch(this::lacksItsBundle)
                    || all(content).stream().map(element -> contributors.get(plainId(element)))
                            .anyMatch(bundle -> bundle != null && !installed.test(bundle))) {
                continue;
            }
            entry.getParentNode().removeChild(entry);
            changed = true;
            var parent = byId.get(entry.getAttribute("parent"));
            if (parent == null || byId.containsKey(content.getAttribute(ID)) || stands(parent, content)) {
                // The user has changed the place since, or made it anew.
                continue;
            }
            var back = (Element) document.importNode(content, true);
            var siblings = children(parent);
            parent.insertBefore(back, place(entry, siblings));
            all(back).forEach(element -> byId.put(element.getAttribute(ID), element));
            all(back).forEach(element -> names.add(name(element)));
        }
        names.remove("");
        // A place whose view did not come back with it would be an error.
        for (var element : all(document.getDocumentElement())) {
            String reference = element.getAttribute("ref");
            if (!reference.isEmpty() && !byId.containsKey(reference) && IDENTIFIER.matcher(reference).matches()) {
                element.getParentNode().removeChild(element);
            }
        }
        return names;
    }

    private static Element place(Element entry, List<Element> siblings) {
        try {
            int index = Integer.parseInt(entry.getAttribute("index"));
            return index >= 0 && index < siblings.size() ? siblings.get(index) : null;
        } catch (NumberFormatException e) {
            // Somebody has written into the file: the end is a place too.
            return null;
        }
    }

    private void restoreTag(Element entry, Element tag, Element parent) {
        if (parent == null || isAbsent(tag.getTextContent(), Set.of())) {
            // Its perspective may come back yet, or its bundle.
            return;
        }
        entry.getParentNode().removeChild(entry);
        changed = true;
        var siblings = children(parent);
        if (siblings.stream().noneMatch(one -> one.getTagName().equals(TAGS)
                && one.getTextContent().equals(tag.getTextContent()))) {
            parent.insertBefore(parent.getOwnerDocument().importNode(tag, true), place(entry, siblings));
        }
    }

    private void restoreHidden(Element entry, Element parent) {
        var items = List.of(entry.getAttribute(HIDDEN).split(","));
        if (parent == null || items.stream().anyMatch(item -> isAbsent(item, Set.of()))) {
            return;
        }
        entry.getParentNode().removeChild(entry);
        changed = true;
        for (var state : children(parent)) {
            if (state.getAttribute("key").equals(HIDDEN)) {
                var all = new LinkedHashSet<>(List.of(state.getAttribute(VALUE).split(",")));
                all.addAll(items);
                all.remove("");
                state.setAttribute(VALUE, String.join(",", all) + ",");
            }
        }
    }

    private static boolean stands(Element parent, Element content) {
        return !content.getAttribute(ELEMENT_ID).isEmpty() && children(parent).stream().anyMatch(
                sibling -> sibling.getTagName().equals(content.getTagName())
                        && sibling.getAttribute(ELEMENT_ID).equals(content.getAttribute(ELEMENT_ID)));
    }

    private boolean lacksItsBundle(Element element) {
        for (String name : CONTRIBUTIONS) {
            Matcher matcher = BUNDLE.matcher(element.getAttribute(name));
            if (matcher.matches() && !installed.test(matcher.group(1))) {
                return true;
            }
        }
        return children(element).stream().anyMatch(child -> child.getTagName().equals("persistedState")
                && child.getAttribute("key").equals(BUNDLE_KEY) && !installed.test(child.getAttribute(VALUE)));
    }

    /** {@return the id without what tells several copies apart} */
    private static String plainId(Element element) {
        String id = element.getAttribute(ELEMENT_ID);
        int colon = id.indexOf(':');
        return colon < 0 ? id : id.substring(0, colon);
    }

    private static String name(Element element) {
        String label = element.getAttribute("label");
        return label.isEmpty() ? element.getAttribute("commandName") : label;
    }

    private static List<Element> children(Element parent) {
        var children = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static List<Element> all(Element root) {
        var all = new ArrayList<Element>();
        all.add(root);
        for (int i = 0; i < all.size(); i++) {
            all.addAll(children(all.get(i)));
        }
        return all;
    }

    private static Document empty() throws IOException {
        try {
            var document = factory().newDocumentBuilder().newDocument();
            document.appendChild(document.createElement("aside"));
            return document;
        } catch (ParserConfigurationException e) {
            throw new IOException(e);
        }
    }

    /** What is put aside keeps its prefixes, which have to mean something there too. */
    private static void declarePrefixes(Document from, Document to) {
        var attributes = from.getDocumentElement().getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            if (attributes.item(i).getNodeName().startsWith("xmlns:")) {
                to.getDocumentElement().setAttribute(attributes.item(i).getNodeName(),
                        attributes.item(i).getNodeValue());
            }
        }
    }

    private static DocumentBuilderFactory factory() throws ParserConfigurationException {
        // Names are taken as they are written, prefix and all: so they are written back the same.
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory;
    }

    private static Document read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var builder = factory().newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(in);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static void write(Document document, Path file) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var out = Files.newOutputStream(fresh)) {
            TransformerFactory.newInstance().newTransformer().transform(new DOMSource(document), new StreamResult(out));
        } catch (TransformerException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** {@return the bundles of ids that {@link #writeContributors} wrote; none if it never did} */
    public static Map<String, String> readContributors(Path file) throws IOException {
        var contributors = new HashMap<String, String>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                Optional.of(line.indexOf('\t')).filter(tab -> tab > 0)
                        .ifPresent(tab -> contributors.put(line.substring(0, tab), line.substring(tab + 1)));
            }
        }
        return contributors;
    }

    /** Keeps which bundles views, perspectives and commands are of. */
    public static void writeContributors(Path file, Map<String, String> contributors) throws IOException {
        replace(file, contributors.entrySet().stream().map(one -> one.getKey() + "\t" + one.getValue() + "\n").sorted()
                .collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8));
    }
}
