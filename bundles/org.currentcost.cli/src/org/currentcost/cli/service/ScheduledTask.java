package org.currentcost.cli.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.currentcost.store.PrivateFiles;

/** A scheduled task of Windows: see its Task Scheduler schema, version 1.2. */
final class ScheduledTask implements LogInStart {

    static final String NAME = "CurrentCost recorder";

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final RecorderCall call;
    private final Path file;
    private final SystemCommand command;

    ScheduledTask(RecorderCall call, Path home, Map<String, String> environment, SystemCommand command) {
        this.call = call;
        this.command = command;
        String local = environment.getOrDefault("LOCALAPPDATA", "");
        file = (local.isEmpty() ? home.resolve("AppData").resolve("Local") : Path.of(local)).resolve("CurrentCost")
                .resolve("recorder-task.xml");
    }

    Path file() {
        return file;
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
                      <Command>%s</Command>
                      <Arguments>%s</Arguments>
                    </Exec>
                  </Actions>
                </Task>
                """.formatted(LaunchAgent.escaped(call.script().toString()), LaunchAgent.escaped(
                call.arguments().stream().map(ScheduledTask::quoted).collect(Collectors.joining(" "))));
    }

    /** {@return a word in quotes}; a backslash before the last one would take it for a letter */
    static String quoted(String word) {
        return '"' + (word.endsWith("\\") ? word + "\\" : word) + '"';
    }

    @Override
    public List<String> enable() throws IOException {
        PrivateFiles.createFolders(file.getParent());
        Files.write(file, (BYTE_ORDER_MARK + text()).getBytes(StandardCharsets.UTF_16LE));
        if (command.run(List.of("schtasks", "/Create", "/F", "/TN", NAME, "/XML", file.toString()))
                .filter(code -> code == 0).isEmpty()) {
            throw new IOException(Messages.get("logIn.refused", file));
        }
        return List.of(Messages.get("logIn.enabled", file), Messages.get("logIn.now"));
    }

    @Override
    public List<String> disable() throws IOException {
        if (!Files.deleteIfExists(file)) {
            return List.of(Messages.get("logIn.none"));
        }
        command.run(List.of("schtasks", "/Delete", "/F", "/TN", NAME));
        return List.of(Messages.get("logIn.disabled", file));
    }

    @Override
    public boolean startNow() {
        return false;
    }
}
