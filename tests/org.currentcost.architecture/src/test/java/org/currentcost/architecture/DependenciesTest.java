package org.currentcost.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom, by the compiled classes. */
class DependenciesTest {

    private static final String[] BELOW_UI = {"org.currentcost.model..", "org.currentcost.source..",
        "org.currentcost.parser..", "org.currentcost.store..", "org.currentcost.recorder..",
        "org.currentcost.imports..", "org.currentcost.analysis..", "org.currentcost.settings.."};
    private static final Pattern OPTIONAL_BUNDLE = Pattern.compile("org\\.currentcost\\.(source|ui)\\.mqtt");
    private static final Pattern OPTIONAL_WORDS = Pattern.compile("mqtt|paho", Pattern.CASE_INSENSITIVE);

    /** Where a thread may sleep: to pace itself, on a thread of its own that an interrupt ends. */
    private static final Set<String> SLEEPERS = Set.of("org.currentcost.recorder.LocalRecorder",
            "org.currentcost.recorder.Publishing",
            "org.currentcost.ui.mqtt.MqttSourcePage",
            "org.currentcost.source.demo.Simulation", "org.currentcost.source.serial.SerialLine",
            // what another process holds tells nobody when it is free
            "org.currentcost.install.InstallationLock", "org.currentcost.store.sqlite.FolderLock");

    /** What there is in a bundle that packages are not named after. */
    private static final Map<String, List<String>> PACKAGES = Map.of(
            // the secure storage is found only by those that require the half of a package that is in the runtime
            "org.eclipse.core.runtime", List.of("org.eclipse.core.", "org.eclipse.equinox.app", "org.eclipse.osgi.",
                    "org.eclipse.equinox.security.storage"),
            "org.eclipse.ui", List.of("org.eclipse.ui.", "org.eclipse.jface.", "org.eclipse.swt"),
            "org.xerial.sqlite-jdbc", List.of("org.sqlite"));

    private static final Set<String> ASKS_THE_COMPUTER = Set.of("java.time.Instant.now", "java.time.LocalDate.now",
            "java.time.LocalDateTime.now", "java.time.ZonedDateTime.now", "java.time.LocalTime.now",
            "java.time.Year.now", "java.time.YearMonth.now", "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone", "java.time.InstantSource.system", "java.time.ZoneId.systemDefault",
            "java.lang.System.currentTimeMillis", "java.lang.System.nanoTime", "java.util.Locale.getDefault",
            "java.util.TimeZone.getDefault", "java.text.NumberFormat.getInstance", "java.lang.System.getProperty",
            "java.lang.System.getenv");

    private static final Set<String> BUNDLES = Workspace.bundles().keySet();

    private static JavaClasses code;

    @BeforeAll
    static void importAllBundles() {
        var folders = Workspace.bundles().values().stream().map(bundle -> bundle.resolve("target/classes")).toList();
        for (Path folder : folders) {
            assertTrue(Files.isDirectory(folder), folder + " is not compiled");
        }
        code = new ClassFileImporter().importPaths(folders);
        for (String bundle : Workspace.bundles().keySet()) {
            assertTrue(code.stream().anyMatch(one -> bundleOf(one).equals(bundle)), "no class of " + bundle);
        }
    }

    private static String bundleOf(JavaClass one) {
        String name = one.getPackageName();
        return BUNDLES.stream()
                .filter(bundle -> name.equals(bundle) || name.startsWith(bundle + "."))
                .max(Comparator.comparingInt(String::length)).orElse("");
    }

    /** The features, which this module is built after, bring all bundles along. */
    @Test
    void everyBundleIsCompiledBeforeThisTest() {
        String pom = Workspace.text(Workspace.root().resolve("tests/org.currentcost.architecture/pom.xml"));
        var shipped = new StringBuilder();
        for (var feature : Workspace.children(Workspace.root().resolve("features"))) {
            if (pom.contains("<artifactId>" + feature.getFileName() + "</artifactId>")) {
                shipped.append(Workspace.text(feature.resolve("feature.xml")));
            }
        }
        for (String bundle : Workspace.bundles().keySet()) {
            assertTrue(shipped.indexOf("id=\"" + bundle + "\"") > 0, bundle + " is in no feature");
        }
    }

    /** What nobody uses leaves the manifest. */
    @Test
    void whatABundleNeedsItUses() {
        var idle = new TreeSet<String>();
        for (var bundle : Workspace.bundles().entrySet()) {
            var used = code.stream().filter(one -> bundleOf(one).equals(bundle.getKey()))
                    .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
                    .map(one -> one.getTargetClass().getBaseComponentType().getPackageName())
                    .collect(Collectors.toSet());
            var sources = Workspace.files(bundle.getValue().resolve("src"), ".java");
            var manifest = Workspace.manifest(bundle.getValue());
            for (String needed : Workspace.names(manifest, "Import-Package")) {
                // What is only caught is not among what a class depends on.
                if (!used.contains(needed) && sources.stream().noneMatch(
                        source -> Workspace.text(source).contains("import " + needed + "."))) {
                    idle.add(bundle.getKey() + " imports " + needed);
                }
            }
            for (String needed : Workspace.names(manifest, "Require-Bundle")) {
                var packages = PACKAGES.getOrDefault(needed, List.of(needed));
                if (used.stream().noneMatch(name -> packages.stream().anyMatch(name::startsWith))) {
                    idle.add(bundle.getKey() + " requires " + needed);
                }
            }
        }
        assertEquals(Set.of(), idle);
    }

    @Test
    void packagesFormNoCycles() {
        slices().assignedFrom(new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                return bundleOf(javaClass).isEmpty()
                        ? SliceIdentifier.ignore()
                        : SliceIdentifier.of(javaClass.getPackageName());
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        }).should().beFreeOfCycles().check(code);
    }

    @Test
    void analysisHasNoClockNoLocaleAndNoState() {
        Predicate<JavaAccess<?>> inAnalysis = access -> bundleOf(access.getOriginOwner())
                .equals("org.currentcost.analysis");
        assertEquals(Set.of(), callersOf(inAnalysis.and(call -> ASKS_THE_COMPUTER.contains(
                call.getTargetOwner().getName() + "." + call.getName()))));
        var state = new TreeSet<String>();
        for (JavaClass one : code) {
            if (bundleOf(one).equals("org.currentcost.analysis")) {
                one.getFields().stream().filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL)
                                || field.getRawType().getPackageName().startsWith("java.util.concurrent"))
                        .filter(field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .forEach(field -> state.add(field.getFullName()));
            }
        }
        assertEquals(Set.of(), state);
    }

    /** Everything else gets the workbench injected, or finds it as a service. */
    @Test
    void onlyTheProgramKnowsWhereTheWorkbenchIs() {
        noClasses().that().resideOutsideOfPackage("org.currentcost.app..").should().dependOnClassesThat()
                .haveFullyQualifiedName("org.eclipse.ui.PlatformUI").check(code);
    }

    @Test
    void everyClassIsInThePackageOfItsBundle() {
        for (var bundle : Workspace.bundles().entrySet()) {
            for (var source : Workspace.files(bundle.getValue().resolve("src"), ".java")) {
                var folder = bundle.getValue().resolve("src").relativize(source.getParent()).toString();
                assertTrue((folder + "/").startsWith(bundle.getKey().replace('.', '/') + "/"), source.toString());
            }
        }
    }

    @Test
    void theModelKnowsNothingButJava() {
        classes().that().resideInAPackage("org.currentcost.model..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.currentcost.model..").check(code);
    }

    @Test
    void theParserKnowsNothingButJavaAndTheModel() {
        classes().that().resideInAPackage("org.currentcost.parser..").should().onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.currentcost.model..", "org.currentcost.parser..").check(code);
    }

    @Test
    void theParserDoesNoInputOrOutputAndHasNoThread() {
        noClasses().that().resideInAPackage("org.currentcost.parser..").should().dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.net..",
                        "java.util.concurrent..", "java.util.logging..")
                .check(code);
    }

    @Test
    void onlyTheEngineKnowsSql() {
        noClasses().that().resideOutsideOfPackage("org.currentcost.store.sqlite..").should().dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..").check(code);
    }

    /** Engines are found as services, by what an address begins with. */
    @Test
    void nobodyNamesAnEngine() {
        noClasses().that().resideOutsideOfPackage("org.currentcost.store.sqlite..").should().dependOnClassesThat()
                .resideInAPackage("org.currentcost.store.sqlite..").check(code);
        noClasses().that().resideOutsideOfPackage("org.currentcost.store..").should().dependOnClassesThat()
                .resideInAPackage("org.currentcost.store.engine..").check(code);
    }

    /** What is not a service of an engine is for the engine alone. */
    @Test
    void anEngineShowsItsServicesAlone() {
        var shown = code.stream().filter(one -> one.getPackageName().startsWith("org.currentcost.store.sqlite"))
                .filter(one -> one.getModifiers().contains(JavaModifier.PUBLIC) && one.isTopLevelClass())
                .filter(one -> one.getAllRawInterfaces().stream()
                        .noneMatch(service -> service.getPackageName().equals("org.currentcost.store")))
                .map(JavaClass::getSimpleName).collect(Collectors.toSet());
        assertEquals(Set.of(), shown);
    }

    /** Settings have one format, which one class writes. */
    @Test
    void settingsAreWrittenByOneClass() {
        noClasses().that().resideInAnyPackage("org.currentcost.accounting..", "org.currentcost.recorder..",
                "org.currentcost.imports..", "org.currentcost.store..", "org.currentcost.cli..").should()
                .dependOnClassesThat().resideInAPackage("com.google.gson..").check(code);
        assertEquals(Set.of("org.currentcost.settings.SettingsDocuments"),
                callersOf(call -> call.getName().equals("saveDocument")).stream()
                        .filter(caller -> caller.startsWith("org.currentcost.settings.")
                                || caller.startsWith("org.currentcost.accounting."))
                        .map(caller -> caller.replaceFirst("\\$.*", "")).collect(Collectors.toSet()));
    }

    @Test
    void theStoreIsWhatItsPartsAre() {
        assertEquals(Set.of("announce", "close", "remarks"),
                code.get("org.currentcost.store.ReadingStore").getMethods().stream()
                        .map(method -> method.getName()).collect(Collectors.toSet()));
    }

    @Test
    void whoNeedsOnePartOfTheStoreKnowsThatAlone() {
        noClasses().that().haveNameMatching("org\\.currentcost\\.(accounting\\.(Documents|AmountReader)"
                + "|cli\\.(KnownMonths|SumExport))")
                .should().dependOnClassesThat().haveFullyQualifiedName("org.currentcost.store.ReadingStore")
                .check(code);
    }

    @Test
    void nothingBelowTheWindowKnowsWindows() {
        noClasses().that().resideInAnyPackage(BELOW_UI).and().resideOutsideOfPackage("org.currentcost.source.mqtt..")
                .should().dependOnClassesThat()
                .resideInAnyPackage("org.eclipse..", "java.awt..", "javax.swing..").check(code);
        noClasses().that().resideInAPackage("org.currentcost.source.mqtt..").should().dependOnClassesThat(
                resideInAnyPackage("org.eclipse..", "java.awt..", "javax.swing..")
                        .and(not(resideInAnyPackage("org.eclipse.paho..", "org.eclipse.equinox.security.storage.."))))
                .check(code);
    }

    @Test
    void chartsKnowNoWorkbench() {
        noClasses().that().resideInAPackage("org.currentcost.ui.charts..").should().dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.ui..", "org.eclipse.e4..", "org.eclipse.core..").check(code);
    }

    /** What history and costs share is in the kit, or it is no part of either. */
    @Test
    void viewsShareNothingButTheKit() {
        var parts = List.of("live", "dashboard", "sources", "history", "costs", "data");
        for (String part : parts) {
            var others = parts.stream().filter(one -> !one.equals(part)).map(one -> "org.currentcost.ui." + one)
                    .toArray(String[]::new);
            noClasses().that().resideInAPackage("org.currentcost.ui." + part).should().dependOnClassesThat()
                    .resideInAnyPackage(others).check(code);
            noClasses().that().resideInAPackage("org.currentcost.ui.kit").should().dependOnClassesThat()
                    .resideInAPackage("org.currentcost.ui." + part).check(code);
        }
    }

    @Test
    void onlyChartsKnowTheChartLibrary() {
        noClasses().that().resideOutsideOfPackage("org.currentcost.ui.charts..").should().dependOnClassesThat()
                .resideInAPackage("org.eclipse.swtchart..").check(code);
    }

    @Test
    void onlyTheSerialSourceKnowsTheSerialLibrary() {
        noClasses().that().resideOutsideOfPackage("org.currentcost.source.serial..").should().dependOnClassesThat()
                .resideInAPackage("com.fazecast..").check(code);
    }

    @Test
    void onlyTheCommandLineKnowsItsLibrary() {
        noClasses().that().resideOutsideOfPackage("org.currentcost.cli..").should().dependOnClassesThat()
                .resideInAPackage("picocli..").check(code);
    }

    @Test
    void theCommandLineKnowsNoWindow() {
        noClasses().that().resideInAPackage("org.currentcost.cli..").should().dependOnClassesThat()
                .resideInAnyPackage("org.eclipse..", "org.osgi..", "org.currentcost.ui..", "org.currentcost.app..",
                        "java.awt..")
                .check(code);
    }

    @Test
    void onlyInstallKnowsTheInstaller() {
        noClasses().that().resideOutsideOfPackage("org.currentcost.install..").should().dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.equinox.p2..", "org.bouncycastle..").check(code);
        noClasses().that().resideInAPackage("org.currentcost.install..").should().dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.swt..", "org.eclipse.jface..", "org.eclipse.ui..", "picocli..")
                .check(code);
    }

    @Test
    void nobodyKnowsTheOptionalFeature() {
        noClasses().that(DescribedPredicate.describe("are not optional",
                one -> !OPTIONAL_BUNDLE.matcher(bundleOf(one)).matches())).should()
                .dependOnClassesThat(resideInAnyPackage("org.eclipse.paho..", "com.hivemq..",
                        "org.currentcost.source.mqtt..", "org.currentcost.ui.mqtt.."))
                .check(code);
        var named = new TreeSet<String>();
        for (var bundle : Workspace.bundles().entrySet()) {
            if (OPTIONAL_BUNDLE.matcher(bundle.getKey()).matches()) {
                continue;
            }
            for (String ending : List.of(".java", ".xml", ".properties", ".MF", ".ini", ".exsd")) {
                Workspace.files(bundle.getValue(), ending).stream()
                        .filter(file -> OPTIONAL_WORDS.matcher(Workspace.text(file)).find())
                        .forEach(file -> named.add(file.toString()));
            }
        }
        assertEquals(Set.of(), named);
    }

    @Test
    void bundlesFormNoCycles() {
        slices().assignedFrom(new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                String bundle = bundleOf(javaClass);
                return bundle.isEmpty() ? SliceIdentifier.ignore() : SliceIdentifier.of(bundle);
            }

            @Override
            public String getDescription() {
                return "bundles";
            }
        }).should().beFreeOfCycles().check(code);
    }

    @Test
    void aSourceNeitherParsesNorStoresNorDraws() {
        noClasses().that().resideInAPackage("org.currentcost.source..").should().dependOnClassesThat()
                .resideInAnyPackage("org.currentcost.store..", "org.currentcost.recorder..", "org.currentcost.ui..",
                        "org.currentcost.app..")
                .check(code);
        // One message of a broker may be any of many formats; the feature says which, the base only knows a stream.
        noClasses().that().resideInAPackage("org.currentcost.source..").and()
                .resideOutsideOfPackage("org.currentcost.source.mqtt..").should().dependOnClassesThat()
                .resideInAPackage("org.currentcost.parser..").check(code);
    }

    @Test
    void aSourceOfBytesKnowsNoReadingsAndOneOfReadingsNoBytes() {
        noClasses().that().resideInAnyPackage("org.currentcost.source.serial..", "org.currentcost.source.stream..",
                "org.currentcost.source.demo..").should().dependOnClassesThat()
                .haveNameMatching("org\\.currentcost\\.source\\.Reading(Sink|Source)").check(code);
        noClasses().that().resideInAPackage("org.currentcost.source.mqtt..").should().dependOnClassesThat()
                .haveNameMatching("org\\.currentcost\\.source\\.Byte(Sink|Source)").check(code);
    }

    /** Otherwise one of the zeros is forgotten one day. */
    @Test
    void whatAKilowattHourIsSaysEnergyAlone() {
        var microjoules = Pattern.compile("3_600_000_000|\\b3\\.6[eE](9|12)\\b");
        var tellers = new TreeSet<String>();
        for (var bundle : Workspace.bundles().values()) {
            Workspace.files(bundle.resolve("src"), ".java").stream()
                    .filter(file -> microjoules.matcher(Workspace.text(file)).find())
                    .forEach(file -> tellers.add(file.getFileName().toString()));
        }
        assertEquals(Set.of("Energy.java"), tellers);
    }

    /** How messages get here, and what they say: both are joined above them. */
    @Test
    void transportAndPayloadKnowNothingOfEachOther() {
        var parts = List.of("transport", "payload");
        for (String part : parts) {
            noClasses().that().resideInAPackage("org.currentcost.source.mqtt." + part).should()
                    .dependOnClassesThat().resideInAnyPackage("org.currentcost.source.mqtt",
                            "org.currentcost.source.mqtt." + parts.get(1 - parts.indexOf(part)))
                    .check(code);
        }
        noClasses().that().resideOutsideOfPackage("org.currentcost.source.mqtt.transport").should()
                .dependOnClassesThat().resideInAPackage("org.eclipse.paho..").check(code);
    }

    @Test
    void nobodyEndsTheProcessOrPrintsStackTraces() {
        assertEquals(Set.of("org.currentcost.cli.Program.main"), callersOf(call -> call.getName().equals("exit")
                && call.getTargetOwner().isEquivalentTo(System.class)));
        noClasses().should().callMethod(Runtime.class, "exit", int.class).check(code);
        // Once a signal has come, nothing else can still choose the exit code.
        assertEquals(Set.of("org.currentcost.cli.Shutdown.awaitEnd"), callersOf(
                call -> call.getName().equals("halt") && call.getTargetOwner().isEquivalentTo(Runtime.class)));
        assertEquals(Set.of(), callersOf(call -> call.getName().equals("printStackTrace")));
    }

    /** It looks in the list of mounted disks, where the root of a container or of a changed root need not stand. */
    @Test
    void theRoomOfADiskIsAskedOfItsFolder() {
        noClasses().should().callMethod(Files.class, "getFileStore", Path.class).check(code);
    }

    @Test
    void theDisplayIsHandedOn() {
        assertEquals(Set.of(), callersOf(call -> call.getName().equals("getDefault")
                && call.getTargetOwner().getFullName().equals("org.eclipse.swt.widgets.Display")));
    }

    @Test
    void nobodySleepsUnasked() {
        assertEquals(Set.of(), without(callersOf(call -> call.getName().equals("sleep")
                && call.getTargetOwner().getFullName().equals("java.lang.Thread")
                || call.getName().startsWith("park")
                        && call.getTargetOwner().getFullName().equals("java.util.concurrent.locks.LockSupport")),
                SLEEPERS));
        assertEquals(Set.of(), callersOf(call -> call.getName().equals("sleep")
                && call.getTargetOwner().getFullName().equals("java.util.concurrent.TimeUnit")));
    }

    @Test
    void onlyTheCommandLineAndTheStartWriteToTheConsole() {
        var writers = new TreeSet<String>();
        for (JavaClass one : code) {
            one.getFieldAccessesFromSelf().stream()
                    .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
                    .filter(access -> !access.getName().equals("in")).forEach(access -> writers.add(one.getName()));
        }
        assertEquals(Set.of("org.currentcost.app.WorkbenchApplication"), writers);
    }

    @Test
    void theRulesSeeWhatTheyAreAbout() {
        assertFalse(callersOf(call -> call.getName().equals("sleep")).isEmpty());
        assertTrue(code.stream().filter(one -> bundleOf(one).equals("org.currentcost.store.sqlite"))
                .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
                .anyMatch(one -> one.getTargetClass().getPackageName().startsWith("java.sql")));
        assertTrue(code.stream().filter(one -> bundleOf(one).equals("org.currentcost.ui"))
                .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
                .anyMatch(one -> one.getTargetClass().getPackageName().startsWith("org.eclipse.swt")));
    }

    private static Set<String> callersOf(Predicate<JavaAccess<?>> calls) {
        var callers = new TreeSet<String>();
        for (JavaClass one : code) {
            one.getAccessesFromSelf().stream().filter(calls)
                    .forEach(call -> callers.add(one.getName() + "." + call.getOrigin().getName()));
        }
        return callers;
    }

    private static Set<String> without(Set<String> all, Set<String> allowed) {
        var rest = new TreeSet<>(all);
        rest.removeIf(caller -> allowed.stream().anyMatch(one -> caller.startsWith(one + ".")));
        return rest;
    }
}
