package org.currentcost.cli.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.currentcost.store.PrivateFiles;

/**
 * A unit of the user's own systemd: see systemd.service(5) and systemd.unit(5). It is enabled by its files alone, so
 * that this works where no user manager runs.
 */
final class SystemdUnit implements LogInStart {

    static final String NAME = "currentcost-recorder.service";

    private static final List<String> SYSTEMCTL = List.of("systemctl", "--user");

    private final RecorderCall call;
    private final Path folder;
    private final SystemCommand command;

    SystemdUnit(RecorderCall call, Path home, Map<String, String> environment, SystemCommand command) {
        this.call = call;
        this.command = command;
        String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
        folder = (configuration.startsWith("/") ? Path.of(configuration) : home.resolve(".config"))
                .resolve("systemd/user");
    }

    /** {@return the file in which the unit is} */
    Path file() {
        return folder.resolve(NAME);
    }

    private Path link() {
        return folder.resolve("default.target.wants").resolve(NAME);
    }

    /** {@return the unit} */
    String text() {
        // Behind the colon a dollar sign is one; by way of the shell, whose script it is, a program may have any name.
        // The status 75 asks for a start of what is installed by now. With 78, and with 2 for what is no command, it
        // would only end again; so it would if it has ended two hundred times in an hour, for whatever reason.
        return """
                [Unit]
                Description=CurrentCost Workbench recorder
                StartLimitIntervalSec=1h
                StartLimitBurst=200

                [Service]
                Type=notify
                NotifyAccess=all
                ExecStart=:/bin/sh %s %s
                %s
                WatchdogSec=180
                TimeoutStartSec=infinity
                TimeoutStopSec=60
                Restart=on-failure
                RestartSec=1
                RestartForceExitStatus=75
                RestartPreventExitStatus=2 78
                SuccessExitStatus=75 143

                [Install]
                WantedBy=default.target
                """.formatted(quoted(call.script().toString()),
                call.arguments().stream().map(SystemdUnit::quoted).collect(Collectors.joining(" ")),
                call.environment().entrySet().stream()
                        .map(one -> "Environment=" + quoted(one.getKey() + "=" + one.getValue()))
                        .collect(Collectors.joining("\n")));
    }

    /** {@return a word as it is to be written} See systemd.syntax(7), "Quoting", and systemd.unit(5), "Specifiers". */
    static String quoted(String word) {
        var text = new StringBuilder("\"");
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '%' -> text.append("%%");
                default -> {
                    if (Character.isISOControl(c)) {
                        for (byte one : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                            text.append("\\x%02x".formatted(one & 0xff));
                        }
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.append('"').toString();
    }

    @Override
    public List<String> enable() throws IOException {
        PrivateFiles.createFolders(link().getParent());
        PrivateFiles.write(file(), text());
        Files.deleteIfExists(link());
        Files.createSymbolicLink(link(), file());
        return List.of(Messages.get("logIn.enabled", file()),
                reload() ? Messages.get("logIn.now") : Messages.get("logIn.noManager"),
                Messages.get("logIn.linger"));
    }

    @Override
    public List<String> disable() throws IOException {
        boolean was = Files.deleteIfExists(link());
        was |= Files.deleteIfExists(file());
        if (!was) {
            return List.of(Messages.get("logIn.none"));
        }
        reload();
        return List.of(Messages.get("logIn.disabled", file()));
    }

    private boolean reload() {
        return systemctl("daemon-reload");
    }

    private boolean systemctl(String... arguments) {
        var all = new ArrayList<>(SYSTEMCTL);
        all.addAll(List.of(arguments));
        return command.run(all).filter(code -> code == 0).isPresent();
    }

    @Override
    public boolean startNow() {
        try {
            return Files.isRegularFile(file(), LinkOption.NOFOLLOW_LINKS) && Files.readString(file()).equals(text())
                    && systemctl("start", NAME);
        } catch (IOException e) {
            return false;
        }
    }
}
