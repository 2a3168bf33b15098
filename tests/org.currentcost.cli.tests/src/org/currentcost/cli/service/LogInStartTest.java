package org.currentcost.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** What has the recorder started at log-in. */
@DisabledOnOs(OS.WINDOWS)
class LogInStartTest {

    @TempDir
    private Path folder;

    private final List<List<String>> commands = new ArrayList<>();
    private Optional<Integer> answer = Optional.of(0);
    private final Locale before = Locale.getDefault();

    @BeforeEach
    void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(before);
    }

    private Optional<Integer> command(List<String> words) {
        commands.add(words);
        return answer;
    }

    private RecorderCall call(String name) {
        return new RecorderCall(folder.resolve(name).resolve("currentcost"), folder.resolve(name).resolve("data"),
                folder.resolve(name).resolve("java"), Optional.of("de"));
    }

    private LogInStart on(String system, RecorderCall call) {
        return LogInStart.of(system, call, folder, Map.of(), this::command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "two words", "100%h of $HOME and ${HOME}", "quote\"s and 'these'", "back\\slash\\",
        "ümläut 電気", " blanks ", "semi;colon # and ; more", "tab\tand\nline", "-leading", "@at", "%%"})
    void theUnitNamesEveryPathAsItIs(String name) throws Exception {
        var call = call(name);
        Files.createDirectories(call.folder());
        for (var program : List.of(call.script(), call.java())) {
            Files.writeString(program, "#!/bin/sh\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        }
        var unit = new SystemdUnit(call, folder, Map.of(), this::command);
        var text = unit.text();
        var line = text.lines().filter(one -> one.startsWith("ExecStart=")).findFirst().orElseThrow();
        assertEquals(List.of(call.script().toString(), "recorder", "run", "--data", call.folder().toString()),
                words(line.substring("ExecStart=:/bin/sh ".length())));
        assertEquals(List.of("CURRENTCOST_JAVA=" + call.java()), words(text.lines()
                .filter(one -> one.startsWith("Environment=\"CURRENTCOST_JAVA")).findFirst().orElseThrow()
                .substring("Environment=".length())));
        assertEquals(List.of(), verify(text), text);
    }

    /** Takes words apart as systemd.syntax(7) and systemd.unit(5) say: quotes, escapes, and doubled percent signs. */
    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        var matcher = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"( |$)").matcher(line);
        while (matcher.lookingAt()) {
            var word = matcher.group(1);
            var text = new StringBuilder();
            for (int i = 0; i < word.length(); i++) {
                char c = word.charAt(i);
                if (c == '\\' && word.charAt(i + 1) == 'x') {
                    text.append((char) Integer.parseInt(word.substring(i + 2, i + 4), 16));
                    i += 3;
                } else if (c == '\\') {
                    i++;
                    text.append(word.charAt(i));
                } else if (c == '%') {
                    i++;
                    assertEquals('%', word.charAt(i), line);
                    text.append('%');
                } else {
                    text.append(c);
                }
            }
            words.add(text.toString());
            matcher.region(matcher.end(), line.length());
        }
        assertEquals(matcher.regionEnd(), matcher.regionStart(), line);
        return words;
    }

    /** {@return what systemd itself says of a unit} */
    private List<String> verify(String text) throws Exception {
        var file = Files.createDirectories(folder.resolve("units")).resolve(SystemdUnit.NAME);
        Files.writeString(file, text);
        Process process;
        try {
            var builder = new ProcessBuilder("systemd-analyze", "--user", "--man=no", "verify", file.toString())
                    .redirectErrorStream(true);
            builder.environment().put("XDG_RUNTIME_DIR", folder.toString());
            builder.environment().put("HOME", folder.toString());
            builder.environment().put("LC_ALL", "C.UTF-8");
            process = builder.start();
        } catch (IOException e) {
            assumeTrue(false, "systemd-analyze is not installed (package systemd): " + e.getMessage());
            return List.of();
        }
        var said = process.inputReader().lines().filter(line -> line.contains(SystemdUnit.NAME)).toList();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return said;
    }

    @Test
    void systemdFindsWhatIsWrong() throws Exception {
        assertFalse(verify("[Service]\nExecStart=relative\n").isEmpty());
        assertFalse(verify("[Service]\nExecStart=/missing/program\n").isEmpty());
    }

    @Test
    void enablingPutsTheUnitWhereLogInFindsItAndDisablingTakesItAway() throws Exception {
        var unit = new SystemdUnit(call("home"), folder, Map.of(), this::command);
        var said = unit.enable();
        assertEquals(folder.resolve(".config/systemd/user/currentcost-recorder.service"), unit.file());
        var link = folder.resolve(".config/systemd/user/default.target.wants/currentcost-recorder.service");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals(unit.text(), Files.readString(link));
        assertEquals(List.of(List.of("systemctl", "--user", "daemon-reload")), commands);
        assertTrue(said.getLast().contains("loginctl enable-linger"), said::toString);
        assertFalse(commands.toString().contains("linger"), "told, not done");
        unit.enable();
        assertTrue(unit.startNow());
        assertEquals(List.of("systemctl", "--user", "start", "currentcost-recorder.service"), commands.getLast());

        assertTrue(unit.disable().getFirst().contains(unit.file().toString()));
        assertFalse(Files.exists(unit.file()));
        assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
        assertEquals(List.of("The recorder was not started at log-in."), unit.disable());
        assertFalse(unit.startNow());
    }

    @Test
    void whereNoUserManagerAnswersItIsSaidWhatToDo() throws Exception {
        for (var none : List.of(Optional.<Integer>empty(), Optional.of(1))) {
            answer = none;
            var unit = new SystemdUnit(call("home"), folder,
                    Map.of("XDG_CONFIG_HOME", folder.resolve("xdg").toString()),
                    this::command);
            assertTrue(unit.enable().get(1).contains("log in the next time"));
            assertTrue(Files.exists(folder.resolve("xdg/systemd/user/currentcost-recorder.service")));
            assertFalse(unit.startNow());
        }
    }

    @Test
    void aUnitOfAnotherFolderIsNotStarted() throws Exception {
        new SystemdUnit(call("one"), folder, Map.of(), this::command).enable();
        commands.clear();
        assertFalse(new SystemdUnit(call("other"), folder, Map.of(), this::command).startNow());
        assertEquals(List.of(), commands);
    }

    private static Document parse(byte[] bytes) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        // The type of a property list is on a network.
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    private static List<String> texts(Document document, String name) {
        var nodes = document.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> nodes.item(i).getTextContent()).toList();
    }

    @Test
    void theLaunchAgentIsAPropertyListWithEveryPathAsItIs() throws Exception {
        var call = call("a & b <c> \"d\" 100% ümläut");
        var agent = (LaunchAgent) on("mac os x", call);
        agent.enable();
        assertEquals(folder.resolve("Library/LaunchAgents/org.currentcost.recorder.plist"), agent.file());
        var list = parse(Files.readAllBytes(agent.file()));
        assertEquals("plist", list.getDocumentElement().getTagName());
        assertEquals(List.of("org.currentcost.recorder", call.script().toString(), "recorder", "run", "--data",
                call.folder().toString(), call.java().toString(), "de", "Background"), texts(list, "string"));
        assertEquals(List.of("Label", "ProgramArguments", "EnvironmentVariables", "CURRENTCOST_JAVA",
                "CURRENTCOST_LANGUAGE", "RunAtLoad", "KeepAlive", "SuccessfulExit", "AbandonProcessGroup",
                "ThrottleInterval", "ProcessType"), texts(list, "key"));
        agent.disable();
        assertFalse(Files.exists(agent.file()));
        assertEquals(List.of("launchctl", "remove", "org.currentcost.recorder"), commands.getLast());
    }

    @Test
    void theScheduledTaskIsXmlWithEveryPathAsItIs() throws Exception {
        var call = call("Jim & Mary's 100% folder");
        var task = (ScheduledTask) on("windows 11", call);
        task.enable();
        assertEquals(List.of("schtasks", "/Create", "/F", "/TN", "CurrentCost recorder", "/XML",
                task.file().toString()), commands.getLast());
        var bytes = Files.readAllBytes(task.file());
        assertEquals("\ufeff" + task.text(), new String(bytes, StandardCharsets.UTF_16LE));
        var xml = parse(bytes);
        assertEquals(List.of("cmd.exe"), texts(xml, "Command"));
        // cmd.exe takes away the first quote and the last, and leaves those of the words.
        assertEquals(List.of("/d /s /c \"\"" + call.script() + "\" \"recorder\" \"run\" \"--data\" \"" + call.folder()
                + "\"\""), texts(xml, "Arguments"));
        assertEquals(1, xml.getElementsByTagName("LogonTrigger").getLength());
        assertEquals(List.of("PT0S"), texts(xml, "ExecutionTimeLimit"));
        answer = Optional.of(1);
        assertThrows(IOException.class, task::enable);
        answer = Optional.of(0);
        task.disable();
        assertEquals(List.of("schtasks", "/Delete", "/F", "/TN", "CurrentCost recorder"), commands.getLast());
        assertFalse(Files.exists(task.file()));
        assertEquals(List.of("The recorder was not started at log-in."), task.disable());
    }

    @Test
    void whatTheSystemKeepsIsNotSaidToBeGone() throws Exception {
        var kept = LogInStart.of("windows 11", call("home"), folder, Map.of(),
                command -> Optional.of(command.contains("/Delete") ? 1 : 0));
        kept.enable();
        assertThrows(IOException.class, kept::disable);
        assertThrows(IOException.class, kept::disable, "nor the second time");
        var gone = LogInStart.of("windows 11", call("home"), folder, Map.of(),
                command -> Optional.of(command.contains("/Create") ? 0 : 1));
        gone.enable();
        assertEquals(1, gone.disable().size());
    }

    @Test
    void aUnitThatCanNotWorkIsNotStartedForEver() throws Exception {
        var text = new SystemdUnit(call("home"), folder, Map.of(), this::command).text();
        var settings = text.lines().toList();
        assertTrue(settings.contains("RestartPreventExitStatus=2 78"), text);
        assertTrue(settings.contains("StartLimitIntervalSec=1h") && settings.contains("StartLimitBurst=200"), text);
        assertFalse(verify(text.replace("RestartPreventExitStatus=2 78", "RestartPreventExitStatus=many")).isEmpty());
    }

    @Test
    void aBackslashAtTheEndOfAWordDoesNotTakeItsQuote() {
        assertEquals("\"C:\\\\\"", ScheduledTask.quoted("C:\\"));
        assertEquals("\"C:\\data\"", ScheduledTask.quoted("C:\\data"));
    }
}
