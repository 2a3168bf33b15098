package org.currentcost.cli.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.currentcost.store.PrivateFiles;

/** A launch agent of macOS: see launchd.plist(5). */
final class LaunchAgent extends LogInFile {

    static final String LABEL = "org.currentcost.recorder";

    private final RecorderCall call;
    private final SystemCommand command;

    LaunchAgent(RecorderCall call, Path home, SystemCommand command) {
        super(home.resolve("Library/LaunchAgents/" + LABEL + ".plist"));
        this.call = call;
        this.command = command;
    }

    /**
     * {@return the property list} A recorder that makes room for the next one ends, and that one is to stay. One that
     * ends again and again, as where the store is damaged, is started once in a minute.
     */
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
                  <integer>60</integer>
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
    void write() throws IOException {
        PrivateFiles.write(file(), text());
    }

    /** It is read at log-in. */
    @Override
    boolean isTaken() {
        return true;
    }

    /** What is not loaded can't be removed, and is not there at the next log-in. */
    @Override
    boolean isForgotten() {
        command.run(List.of("launchctl", "remove", LABEL));
        return true;
    }
}
