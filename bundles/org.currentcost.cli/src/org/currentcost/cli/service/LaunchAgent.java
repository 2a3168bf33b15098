package org.currentcost.cli.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.currentcost.store.PrivateFiles;

/** A launch agent of macOS: see launchd.plist(5). */
final class LaunchAgent implements LogInStart {

    static final String LABEL = "org.currentcost.recorder";

    private final RecorderCall call;
    private final Path file;
    private final SystemCommand command;

    LaunchAgent(RecorderCall call, Path home, SystemCommand command) {
        this.call = call;
        this.command = command;
        file = home.resolve("Library/LaunchAgents/" + LABEL + ".plist");
    }

    Path file() {
        return file;
    }

    /** {@return the property list} A recorder that makes room for the next one ends, and that one is to stay. */
    String text() {
        var words = new ArrayList<>(List.of(call.script().toString()));
        words.addAll(call.arguments());
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                  <key>Label</key>
                  <string>%s</string>
                  <key>ProgramArguments</key>
                  <array>
                %s
                  </array>
                  <key>EnvironmentVariables</key>
                  <dict>
                %s
                  </dict>
                  <key>RunAtLoad</key>
                  <true/>
                  <key>KeepAlive</key>
                  <dict>
                    <key>SuccessfulExit</key>
                    <false/>
                  </dict>
                  <key>AbandonProcessGroup</key>
                  <true/>
                  <key>ThrottleInterval</key>
                  <integer>1</integer>
                  <key>ProcessType</key>
                  <string>Background</string>
                </dict>
                </plist>
                """.formatted(LABEL,
                words.stream().map(word -> "    <string>" + escaped(word) + "</string>")
                        .collect(Collectors.joining("\n")),
                call.environment().entrySet().stream()
                        .map(one -> "    <key>" + escaped(one.getKey()) + "</key>\n    <string>"
                                + escaped(one.getValue()) + "</string>")
                        .collect(Collectors.joining("\n")));
    }

    /** {@return a text as it is to stand in XML 1.0}, in which most control characters can't stand at all */
    static String escaped(String text) {
        var written = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> written.append("&amp;");
                case '<' -> written.append("&lt;");
                case '>' -> written.append("&gt;");
                case '"' -> written.append("&quot;");
                default -> {
                    if (c >= ' ' && c != 0x7f) {
                        written.appendCodePoint(c);
                    } else {
                        written.append("&#").append(c).append(';');
                    }
                }
            }
        });
        return written.toString();
    }

    @Override
    public List<String> enable() throws IOException {
        PrivateFiles.createFolders(file.getParent());
        PrivateFiles.write(file, text());
        return List.of(Messages.get("logIn.enabled", file), Messages.get("logIn.now"));
    }

    @Override
    public List<String> disable() throws IOException {
        if (!Files.deleteIfExists(file)) {
            return List.of(Messages.get("logIn.none"));
        }
        command.run(List.of("launchctl", "remove", LABEL));
        return List.of(Messages.get("logIn.disabled", file));
    }

    @Override
    public boolean startNow() {
        return false;
    }
}
