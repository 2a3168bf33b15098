package org.currentcost.cli.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A scheduled task of Windows: see its Task Scheduler schema, version 1.2. */
final class ScheduledTask extends LogInFile {

    static final String NAME = "CurrentCost recorder";

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final RecorderCall call;
    private final SystemCommand command;

    ScheduledTask(RecorderCall call, Path home, Map<String, String> environment, SystemCommand command) {
        super(folder(home, environment.getOrDefault("LOCALAPPDATA", "")).resolve("CurrentCost")
                .resolve("recorder-task.xml"));
        this.call = call;
        this.command = command;
    }

    private static Path folder(Path home, String local) {
        return local.isEmpty() ? home.resolve("AppData").resolve("Local") : Path.of(local);
    }

    /** {@return the task} What is in the environment of a log-in is the user's own there. */
    String text() {
        return """
                <?xml version="1.0" encoding="UTF-16"?>
                <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
                  <RegistrationInfo>
                    <Description>CurrentCost Workbench recorder</Description>
                  </RegistrationInfo>
                  <Triggers>
                    <LogonTrigger>
                      <Enabled>true</Enabled>
                    </LogonTrigger>
                  </Triggers>
                  <Principals>
                    <Principal id="Author">
                      <LogonType>InteractiveToken</LogonType>
                      <RunLevel>LeastPrivilege</RunLevel>
                    </Principal>
                  </Principals>
                  <Settings>
                    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
                    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
                    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
                    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
                    <RestartOnFailure>
                      <Interval>PT1M</Interval>
                      <Count>999</Count>
                    </RestartOnFailure>
                  </Settings>
                  <Actions Context="Author">
                    <Exec>
                      <Command>cmd.exe</Command>
                      <Arguments>%s</Arguments>
                    </Exec>
                  </Actions>
                </Task>
                """.formatted(LaunchAgent.escaped(arguments()));
    }

    /**
     * {@return what follows {@code cmd.exe}} Of a line with several words in quotes that one takes away the first quote
     * and the last; with {@code /s} it always does, so that there is a pair more around it all.
     */
    private String arguments() {
        return Stream.concat(Stream.of(call.script().toString()), call.arguments().stream())
                .map(ScheduledTask::quoted).collect(Collectors.joining(" ", "/d /s /c \"", "\""));
    }

    /** {@return a word in quotes}; a backslash before the last one would take it for a letter */
    static String quoted(String word) {
        return '"' + (word.endsWith("\\") ? word + "\\" : word) + '"';
    }

    @Override
    void write() throws IOException {
        Files.write(file(), (BYTE_ORDER_MARK + text()).getBytes(StandardCharsets.UTF_16LE));
    }

    @Override
    boolean isTaken() {
        return schtasks("/Create", "/F", "/TN", NAME, "/XML", file().toString());
    }

    @Override
    boolean isForgotten() {
        // Of one that is not there any more it says the same as of one that it keeps.
        return schtasks("/Delete", "/F", "/TN", NAME) || !schtasks("/Query", "/TN", NAME);
    }

    private boolean schtasks(String... arguments) {
        return command.run(Stream.concat(Stream.of("schtasks"), Stream.of(arguments)).toList())
                .filter(code -> code == 0).isPresent();
    }
}
