package org.currentcost.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.equinox.p2.metadata.IInstallableUnit;
import org.eclipse.equinox.p2.metadata.ITouchpointInstruction;
import org.eclipse.equinox.p2.metadata.ITouchpointType;

/**
 * What a unit may do while it is installed or uninstalled. A unit can carry instructions for p2's engine that run
 * programs, make links, write files anywhere and bring further instructions of their own, long before anything that it
 * installs runs. A feature of this program needs few of them, and each of those within the program's own folder only:
 * these are listed here, and everything else is refused.
 */
final class InstructionRule {

    private static final String OSGI = "org.eclipse.equinox.p2.osgi";
    private static final String NATIVE = "org.eclipse.equinox.p2.native";
    private static final Map<String, String> QUALIFIERS = Map.of(OSGI, "org.eclipse.equinox.p2.touchpoint.eclipse.",
            NATIVE, "org.eclipse.equinox.p2.touchpoint.natives.");
    /** What an instruction is for: phases of the engine whose own default is nothing. */
    private static final Set<String> PHASES = Set.of("install", "uninstall", "configure", "unconfigure");
    /** No instructions, though they are kept beside them: what a bundle says of itself, and how it is unpacked. */
    private static final Set<String> DATA = Set.of("manifest", "zipped");
    private static final String INSTALLATION = "${installFolder}";
    private static final Pattern NAME = Pattern.compile("[\\w.-]*");
    private static final Pattern SEGMENT = Pattern.compile("[\\w+-][\\w .+-]*|[.][\\w+-][\\w .+-]*");
    private static final Predicate<String> ARTIFACT = value -> value.equals("${artifact}") || value.equals("@artifact");
    private static final Predicate<String> PROPERTY = Pattern
            .compile("eclipse[.](product|application)|(org[.])?currentcost[.][\\w.-]+").asMatchPredicate();
    private static final int MOST_SHOWN = 160;

    private final Path installation;
    private final Map<String, Map<String, Predicate<String>>> allowed = new HashMap<>();

    /**
     * What is refused.
     *
     * @param unit   the unit's id and version
     * @param action the instruction as it is written, shortened
     */
    record Refusal(String unit, String action) {
    }

    /** @param installation the program's folder, in which units may unpack and change files */
    InstructionRule(Path installation) {
        this.installation = installation;
        Predicate<String> id = NAME.asMatchPredicate();
        var bundle = Map.of("bundle", ARTIFACT);
        var feature = Map.of("feature", ARTIFACT, "featureId", id, "featureVersion", id);
        var archive = Map.of("source", ARTIFACT, "target", this::isFolder);
        allow(OSGI, "installBundle", bundle);
        allow(OSGI, "uninstallBundle", bundle);
        allow(OSGI, "addSourceBundle", bundle);
        allow(OSGI, "removeSourceBundle", bundle);
        allow(OSGI, "installFeature", feature);
        allow(OSGI, "uninstallFeature", feature);
        allow(OSGI, "setStartLevel", Map.of("startLevel", Pattern.compile("-?\\d{1,4}").asMatchPredicate()));
        allow(OSGI, "markStarted", Map.of("started", Pattern.compile("true|false").asMatchPredicate()));
        allow(OSGI, "setProgramProperty", Map.of("propName", PROPERTY, "propValue", id));
        for (String touchpoint : QUALIFIERS.keySet()) {
            allow(touchpoint, "chmod", Map.of("targetDir", this::isFolder, "targetFile", this::isInside, "permissions",
                    Pattern.compile("[0-7]{3}").asMatchPredicate()));
        }
        allow(NATIVE, "unzip", archive);
        allow(NATIVE, "cleanupzip", archive);
    }

    private void allow(String touchpoint, String action, Map<String, Predicate<String>> parameters) {
        allowed.put(QUALIFIERS.get(touchpoint) + action, parameters);
    }

    /** {@return the first thing that units would do and may not} */
    Optional<Refusal> refusal(Iterable<IInstallableUnit> units) {
        for (var unit : units) {
            var action = refusedAction(unit);
            if (action.isPresent()) {
                return Optional.of(new Refusal(unit.getId() + " " + unit.getVersion(), shown(action.get())));
            }
        }
        return Optional.empty();
    }

    private Optional<String> refusedAction(IInstallableUnit unit) {
        if (!unit.getMetaRequirements().isEmpty()) {
            // They are installed first, into the running program, and can bring actions of their own.
            return Optional.of("metaRequirements");
        }
        if (Boolean.parseBoolean(unit.getProperty(IInstallableUnit.PROP_PARTIAL_IU))) {
            // What it does is known only after it was loaded.
            return Optional.of(IInstallableUnit.PROP_PARTIAL_IU);
        }
        var type = unit.getTouchpointType();
        if (type != null && !type.equals(ITouchpointType.NONE) && !QUALIFIERS.containsKey(type.getId())) {
            return Optional.of(type.getId());
        }
        for (var data : unit.getTouchpointData()) {
            for (var instruction : data.getInstructions().entrySet()) {
                var refused = refusedAction(type, instruction.getKey(), instruction.getValue());
                if (refused.isPresent()) {
                    return refused;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> refusedAction(ITouchpointType type, String phase, ITouchpointInstruction instruction) {
        if (DATA.contains(phase)) {
            return Optional.empty();
        }
        if (!PHASES.contains(phase)) {
            // Even an empty one stands in the place of the engine's own: nothing would be checked any more.
            return Optional.of(phase + ": " + instruction.getBody());
        }
        var imports = imports(instruction.getImportAttribute());
        for (String statement : instruction.getBody().split(";")) {
            if (!statement.isBlank() && !isAllowed(type, imports, statement)) {
                return Optional.of(statement.strip());
            }
        }
        return Optional.empty();
    }

    /** {@return the full names of the actions that an instruction imports, by short and by full name} */
    private static Map<String, String> imports(String attribute) {
        var imports = new HashMap<String, String>();
        for (String entry : attribute == null ? new String[0] : attribute.split(",")) {
            String id = entry.split(";", 2)[0].strip();
            imports.put(id.substring(id.lastIndexOf('.') + 1), id);
            imports.put(id, id);
        }
        return imports;
    }

    private boolean isAllowed(ITouchpointType type, Map<String, String> imports, String statement) {
        int open = statement.indexOf('(');
        int close = statement.lastIndexOf(')');
        if (open < 0 || close < open) {
            return false;
        }
        String name = statement.substring(0, open).strip();
        name = imports.getOrDefault(name, name);
        if (name.indexOf('.') < 0) {
            name = QUALIFIERS.getOrDefault(type == null ? "" : type.getId(), "") + name;
        }
        var parameters = allowed.get(name);
        if (parameters == null) {
            return false;
        }
        for (String parameter : statement.substring(open + 1, close).split(",")) {
            int colon = parameter.indexOf(':');
            var rule = colon < 0 ? null : parameters.get(parameter.substring(0, colon).strip());
            if (rule == null || !rule.test(parameter.substring(colon + 1).strip())) {
                return false;
            }
        }
        return !name.endsWith(".chmod") || isInside(joined(statement.substring(open + 1, close)));
    }

    /** {@return the file that is meant by a folder and a path inside it, as a path inside the installation} */
    private static String joined(String parameters) {
        String folder = "";
        String file = "";
        for (String parameter : parameters.split(",")) {
            String value = parameter.substring(parameter.indexOf(':') + 1).strip();
            switch (parameter.substring(0, parameter.indexOf(':')).strip()) {
                case "targetDir" -> folder = value.substring(INSTALLATION.length()).replaceFirst("/$", "");
                case "targetFile" -> file = value;
                default -> {
                }
            }
        }
        return (folder + "/" + file).replaceFirst("^/+", "");
    }

    private boolean isFolder(String value) {
        if (!value.startsWith(INSTALLATION)) {
            return false;
        }
        String rest = value.substring(INSTALLATION.length()).replaceFirst("/$", "");
        return rest.isEmpty() || rest.startsWith("/") && isInside(rest.substring(1));
    }

    /** {@return whether a path is a plain one that leads nowhere else, by no link either} */
    private boolean isInside(String relative) {
        try {
            var top = installation.toRealPath();
            var place = top;
            for (String segment : relative.split("/", -1)) {
                if (!SEGMENT.matcher(segment).matches() || segment.equals("..")) {
                    return false;
                }
                place = place.resolve(segment);
                if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !place.toRealPath().startsWith(top)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            // Where a link leads nowhere, something can be put there.
            return false;
        }
    }

    /** {@return a text that is safe to show in a line} */
    private static String shown(String text) {
        String line = text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    }
}
