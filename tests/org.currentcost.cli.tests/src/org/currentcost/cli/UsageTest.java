package org.currentcost.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.currentcost.recorder.SourceTypes;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The help texts of all commands in both languages. */
class UsageTest {

    private static Map<String, String> texts(Locale language) {
        var before = Locale.getDefault();
        Locale.setDefault(language);
        try {
            var texts = new TreeMap<String, String>();
            collect(CommandLineMain.commandLine(Installations.of(new SourceTypes())).getCommandSpec(), texts);
            return texts;
        } finally {
            Locale.setDefault(before);
        }
    }

    private static void collect(CommandSpec command, Map<String, String> texts) {
        String name = command.qualifiedName();
        texts.put(name, String.join("\n", command.usageMessage().header()));
        for (var argument : command.args()) {
            if (argument.hidden()) {
                continue;
            }
            String label = argument.isOption()
                    ? command.options().stream().filter(one -> one == argument).findFirst()
                            .orElseThrow().longestName()
                    : argument.paramLabel();
            texts.put(name + " " + label, String.join("\n", argument.description()));
        }
        command.subcommands().values().forEach(sub -> collect(sub.getCommandSpec(), texts));
    }

    @Test
    void everyCommandAndOptionHasATextInEveryLanguage() {
        var english = texts(Locale.ENGLISH);
        var german = texts(Locale.GERMANY);
        assertEquals(english.keySet(), german.keySet());
        assertFalse(english.isEmpty());
        english.forEach((what, text) -> {
            assertFalse(text.isBlank(), "nothing is said about " + what);
            assertFalse(german.get(what).isBlank(), "nothing is said in German about " + what);
            assertNotEquals(text, german.get(what), what + " is not translated");
        });
    }

    @Test
    void theCommandsAreThoseThatAreDocumented() {
        var commands = CommandLineMain.commandLine(Installations.of(new SourceTypes())).getSubcommands().keySet();
        assertEquals(
                Set.of("record", "recorder", "download", "import", "imports", "export", "verify", "rebuild", "backup",
                        "restore", "move", "sources", "meter", "tariff", "feature", "simulate", "help"),
                commands);
    }

    @Test
    void aCommandMadeAloneIsTheSameAsAmongAll() {
        var all = CommandLineMain.commandLine(Installations.of(new SourceTypes())).getSubcommands();
        all.forEach((name, command) -> {
            var type = command.getCommandSpec().userObject().getClass();
            assertEquals(type.getAnnotation(Command.class).name(), name);
            if (!name.equals("help")) {
                var out = new StringWriter();
                assertEquals(CommandLineMain.OK, CommandLineMain.run(Installations.of(new SourceTypes()), out,
                        new PrintWriter(Writer.nullWriter()), name, "--help"));
                assertEquals(command.getUsageMessage(), out.toString(), name);
            }
        });
    }
}
