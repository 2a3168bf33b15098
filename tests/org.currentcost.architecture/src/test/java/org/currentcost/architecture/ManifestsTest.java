package org.currentcost.architecture;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may know whom, by the manifests: what OSGi enforces is what they say. And the shape of the tree. */
class ManifestsTest {

    private static final String OWN = "org.currentcost.";

    /** Everything that a bundle imports or requires: packages and bundles, of this project and of others. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            entry("model", Set.of()),
            entry("source", Set.of(OWN + "model")),
            entry("parser", Set.of(OWN + "model")),
            entry("store", Set.of(OWN + "model")),
            entry("store.sqlite",
                    Set.of(OWN + "model", OWN + "store", OWN + "store.engine", "org.xerial.sqlite-jdbc")),
            entry("analysis", Set.of(OWN + "model")),
            entry("accounting",
                    Set.of(OWN + "model", OWN + "store", OWN + "settings", OWN + "analysis", OWN + "recorder")),
            entry("settings", Set.of(OWN + "model", OWN + "analysis", OWN + "store", "com.google.gson",
                    "com.google.gson.reflect", "com.google.gson.stream")),
            entry("recorder", Set.of(OWN + "model", OWN + "source", OWN + "parser", OWN + "settings", OWN + "store")),
            entry("guest", Set.of(OWN + "model", OWN + "recorder", OWN + "source", OWN + "store", "com.google.gson",
                    "com.google.gson.stream", "org.eclipse.lsp4j.jsonrpc", "org.eclipse.lsp4j.jsonrpc.messages",
                    "org.eclipse.lsp4j.jsonrpc.services")),
            // files come in apart from the recorder, which runs for ever
            entry("imports", Set.of(OWN + "model", OWN + "parser", OWN + "settings", OWN + "store")),
            entry("source.serial", Set.of(OWN + "model", OWN + "source", "com.fazecast.jSerialComm")),
            entry("source.stream", Set.of(OWN + "model", OWN + "source")),
            entry("source.demo", Set.of(OWN + "model", OWN + "source")),
            entry("ui.charts",
                    Set.of(OWN + "model", "org.eclipse.swt", "org.eclipse.jface", "org.eclipse.swtchart")),
            entry("ui",
                    Set.of(OWN + "guest", OWN + "model", OWN + "source", OWN + "recorder", OWN + "settings",
                            OWN + "store",
                            OWN + "analysis", OWN + "accounting", OWN + "imports", OWN + "ui.charts",
                            "org.eclipse.core.runtime",
                            "org.eclipse.ui", "org.eclipse.e4.core.contexts", "jakarta.inject")),
            entry("ui.serial",
                    Set.of(OWN + "model", OWN + "ui.kit", OWN + "ui.sources", OWN + "source.serial", OWN + "recorder",
                            "org.eclipse.ui")),
            // p2 without a window
            entry("install", Set.of(OWN + "model", "org.eclipse.core.runtime", "org.osgi.framework",
                    "org.osgi.service.prefs",
                    "javax.xml.parsers", "javax.xml.transform", "javax.xml.transform.dom", "javax.xml.transform.stream",
                    "org.w3c.dom", "org.xml.sax", "org.eclipse.equinox.p2.core", "org.eclipse.equinox.p2.core.spi",
                    "org.eclipse.equinox.p2.engine", "org.eclipse.equinox.p2.engine.query",
                    "org.eclipse.equinox.p2.metadata", "org.eclipse.equinox.p2.operations",
                    "org.eclipse.equinox.p2.query", "org.eclipse.equinox.p2.repository",
                    "org.eclipse.equinox.p2.repository.artifact", "org.eclipse.equinox.p2.repository.artifact.spi",
                    "org.eclipse.equinox.p2.repository.metadata", "org.eclipse.equinox.p2.repository.metadata.spi",
                    // p2's own interface of what it asks names keys of this kind.
                    "org.bouncycastle.openpgp")),
            entry("cli", Set.of(OWN + "model", OWN + "analysis", OWN + "accounting", OWN + "imports", OWN + "install",
                    OWN + "guest", OWN + "recorder", OWN + "settings", OWN + "source", OWN + "source.demo",
                    OWN + "store", "picocli",
                    // tells a service manager that the recorder is well
                    "com.sun.jna")),
            entry("app", Set.of(OWN + "cli", OWN + "cli.service", OWN + "guest", OWN + "imports",
                    OWN + "install", OWN + "model", OWN + "recorder", OWN + "settings", OWN + "source",
                    OWN + "source.demo", OWN + "store", OWN + "ui.kit",
                    OWN + "ui.sources", "org.eclipse.core.runtime", "org.eclipse.ui", "org.eclipse.e4.core.contexts",
                    // where views open
                    "org.eclipse.e4.core.services", "org.eclipse.e4.ui.workbench",
                    "org.eclipse.e4.ui.model.application", "org.eclipse.e4.ui.model.application.descriptor.basic",
                    "org.eclipse.e4.ui.model.application.ui", "org.eclipse.e4.ui.model.application.ui.advanced",
                    "org.eclipse.e4.ui.model.application.ui.basic",
                    "org.osgi.framework", "org.osgi.service.event", "org.osgi.service.prefs", "org.osgi.util.tracker")),
            entry("source.mqtt", Set.of(OWN + "model", OWN + "source", OWN + "parser", "com.google.gson",
                    "org.eclipse.core.runtime", "org.eclipse.equinox.security.storage",
                    "org.eclipse.equinox.security.storage.provider",
                    "org.eclipse.paho.client.mqttv3", "org.eclipse.paho.client.mqttv3.persist")),
            entry("ui.mqtt",
                    Set.of(OWN + "model", OWN + "source", OWN + "ui.kit", OWN + "ui.sources",
                            OWN + "source.mqtt", OWN + "source.mqtt.payload", OWN + "source.mqtt.transport",
                            OWN + "parser", OWN + "recorder", OWN + "store", "com.google.gson", "jakarta.inject",
                            "org.eclipse.core.runtime", "org.eclipse.e4.core.contexts", "org.eclipse.e4.ui.services",
                            "org.eclipse.ui", "org.osgi.service.prefs")));

    @Test
    void everyBundleNeedsWhatItMayAndNoLess() {
        for (var bundle : Workspace.bundles().entrySet()) {
            String name = bundle.getKey().substring(OWN.length());
            assertTrue(ALLOWED.containsKey(name), "say here what " + bundle.getKey() + " may need");
            var manifest = Workspace.manifest(bundle.getValue());
            var needed = new TreeSet<>(Workspace.names(manifest, "Import-Package"));
            needed.addAll(Workspace.names(manifest, "Require-Bundle"));
            assertEquals(new TreeSet<>(ALLOWED.get(name)), needed, bundle.getKey());
            assertFalse(manifest.getValue("DynamicImport-Package") != null, bundle.getKey());
        }
    }

    @Test
    void ownBundlesAreKnownByTheirPackages() {
        for (var bundle : Workspace.bundles().entrySet()) {
            var required = Workspace.names(Workspace.manifest(bundle.getValue()), "Require-Bundle");
            assertTrue(required.stream().noneMatch(one -> one.startsWith(OWN)), bundle.getKey());
        }
    }

    @Test
    void everyBundleIsNamedAsItsFolderAndItsPackage() {
        assertFalse(Workspace.bundles().isEmpty());
        for (var bundle : Workspace.bundles().entrySet()) {
            var manifest = Workspace.manifest(bundle.getValue());
            assertEquals(Set.of(bundle.getKey()), Workspace.names(manifest, "Bundle-SymbolicName"));
            assertEquals(bundle.getKey(), manifest.getValue("Automatic-Module-Name"));
            assertEquals("JavaSE-21", manifest.getValue("Bundle-RequiredExecutionEnvironment"), bundle.getKey());
            assertTrue(Workspace.names(manifest, "Export-Package").stream().allMatch(
                    name -> name.equals(bundle.getKey()) || name.startsWith(bundle.getKey() + ".")),
                    bundle.getKey() + " exports another package than its own");
        }
    }

    @Test
    void everyBundleWithServicesOrExtensionsIsLazy() {
        int found = 0;
        for (var bundle : Workspace.bundles().entrySet()) {
            var manifest = Workspace.manifest(bundle.getValue());
            if (manifest.getValue("Service-Component") != null
                    || Files.exists(bundle.getValue().resolve("plugin.xml"))) {
                found++;
                assertEquals("lazy", manifest.getValue("Bundle-ActivationPolicy"),
                        bundle.getKey() + " would silently do nothing");
            }
        }
        assertTrue(found > 0);
    }

    @Test
    void everyServiceAndExtensionGetsIntoTheJar() {
        for (var bundle : Workspace.bundles().entrySet()) {
            var manifest = Workspace.manifest(bundle.getValue());
            var included = Set.of(Workspace.properties(bundle.getValue().resolve("build.properties"))
                    .getProperty("bin.includes").split("\\s*,\\s*"));
            var components = Workspace.names(manifest, "Service-Component");
            for (String component : components) {
                assertTrue(Files.exists(bundle.getValue().resolve(component)), component);
            }
            assertTrue(components.isEmpty() || included.contains("OSGI-INF/"), bundle.getKey());
            if (Files.isDirectory(bundle.getValue().resolve("OSGI-INF"))) {
                assertEquals(Workspace.files(bundle.getValue().resolve("OSGI-INF"), ".xml").size(), components.size(),
                        bundle.getKey());
            }
            for (var file : Workspace.children(bundle.getValue())) {
                String name = file.getFileName().toString();
                if (name.startsWith("plugin") || name.equals("icons") || name.equals("schema")) {
                    assertTrue(included.contains(name) || included.contains(name + "/"),
                            bundle.getKey() + " leaves out " + name);
                }
            }
        }
    }

    /** Commands find kinds of source without the framework, so each service is told twice. */
    @Test
    void whatIsAServiceOfTheFrameworkIsOneOfJavaToo() {
        int found = 0;
        for (var bundle : Workspace.bundles().entrySet()) {
            var ofTheFramework = new TreeSet<String>();
            var components = bundle.getValue().resolve("OSGI-INF");
            for (var file : Files.isDirectory(components) ? Workspace.files(components, ".xml") : Set.<Path>of()) {
                String text = Workspace.text(file);
                String provided = text.replaceAll("(?s).*<provide interface=\"([^\"]*)\".*", "$1");
                // What a bundle gives to its own pages alone no command asks for.
                if (provided.startsWith(OWN) && !provided.startsWith(bundle.getKey() + ".")) {
                    ofTheFramework.add(provided + " by "
                            + text.replaceAll("(?s).*<implementation class=\"([^\"]*)\".*", "$1"));
                }
            }
            var ofJava = new TreeSet<String>();
            var services = bundle.getValue().resolve("src/META-INF/services");
            for (var file : Files.isDirectory(services) ? Workspace.children(services) : Set.<Path>of()) {
                Workspace.text(file).lines().forEach(line -> ofJava.add(file.getFileName() + " by " + line));
            }
            assertEquals(ofTheFramework, ofJava, bundle.getKey());
            found += ofJava.size();
        }
        assertTrue(found > 0);
    }

    /** No compiler reads these files, and the framework only tells a log what it can't make. */
    @Test
    void everyClassThatAFileNamesExists() {
        var missing = new TreeSet<String>();
        int found = 0;
        for (var bundle : Workspace.bundles().entrySet()) {
            for (var file : filesThatNameClasses(bundle.getValue())) {
                var named = Workspace.classesIn(file.getFileName() + "\n" + Workspace.text(file));
                named.stream().filter(name -> !Workspace.isClass(name, "bundles"))
                        .forEach(name -> missing.add(bundle.getKey() + ", " + file.getFileName() + ": " + name));
                found += named.size();
            }
        }
        assertEquals(Set.of(), missing);
        assertTrue(found >= 50, "only " + found + " names were found");
    }

    private static List<Path> filesThatNameClasses(Path bundle) {
        var files = new ArrayList<Path>();
        for (var file : Workspace.files(bundle, "")) {
            String path = bundle.relativize(file).toString().replace('\\', '/');
            if (path.equals("plugin.xml") || path.startsWith("OSGI-INF/") && path.endsWith(".xml")
                    || path.startsWith("src/META-INF/services/")) {
                files.add(file);
            }
        }
        return files;
    }

    @Test
    void theTopLevelHoldsSixEntries() {
        var names = Workspace.children(Workspace.root()).stream().map(file -> file.getFileName().toString())
                .filter(name -> !name.startsWith(".")).collect(Collectors.toCollection(TreeSet::new));
        names.removeAll(Set.of("pom.xml", "bundles", "features", "releng", "tests", "README.md"));
        assertEquals(Set.of(), names);
    }

    @Test
    void noTargetFileStandsDirectlyInReleng() {
        var targets = Workspace.children(Workspace.root().resolve("releng")).stream()
                .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(".target")).toList();
        assertTrue(targets.isEmpty(), targets + " would make Tycho skip product and site without a word");
    }
}
