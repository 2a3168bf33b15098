package org.currentcost.cli.service;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.currentcost.model.ShownText;
import org.currentcost.store.PrivateFiles;

/**
 * What happens to a recorder, a line for each event: in files of a bounded size and number, which only their owner can
 * read, and on the error output as far as somebody reads that. Whatever speaks too often is left out and counted. Never
 * throws. Safe for all threads.
 * <p>
 * The file is opened for each line: events are rare, two recorders write there while one takes over from the other, and
 * a file that somebody removes is simply there again.
 */
public final class RecorderLog {

    /** The file in the data folder; those before it are called the same with a number behind it, 1 for the latest. */
    public static final String NAME = "recorder.log";

    static final long MOST_BYTES = 1 << 20;
    static final int KEPT = 3;
    /** So many lines on one thing are written in an hour. */
    static final int MOST_LINES_AN_HOUR = 20;

    private static final int LONGEST_LINE = 2_000;
    private static final int MOST_SUBJECTS = 1_000;

    /** How grave an event is, by the numbers of syslog (RFC 5424, 6.2.1), which the journal understands. */
    public enum Grade {
        /** Nothing records, or not all of it. */
        ERROR(3),
        /** Something is not as it should be. */
        WARNING(4),
        /** All is well, or well again. */
        INFO(6);

        private final int priority;

        Grade(int priority) {
            this.priority = priority;
        }
    }

    /** How the error output is written. */
    public enum Output {
        /** Not at all: nobody reads it any more. */
        NONE,
        /** A sentence in a line. */
        TERMINAL,
        /** The journal of systemd reads it: each line begins with its priority (sd-daemon(3)). */
        JOURNAL
    }

    /** How much of one thing was written in the hour that began then. */
    private static final class Spoken {
        private Instant since = Instant.MIN;
        private int lines;
        private int leftOut;
    }

    private final InstantSource clock;
    private final PrintWriter err;
    private final Map<String, Spoken> spoken = new HashMap<>();
    private Output output;
    private Optional<Path> folder = Optional.empty();

    /**
     * Makes a log that writes no file yet.
     *
     * @param err not closed
     */
    public RecorderLog(PrintWriter err, Output output, InstantSource clock) {
        this.err = err;
        this.output = output;
        this.clock = clock;
    }

    /**
     * {@return how the error output is to be written}: to the journal if that is what reads it
     *
     * @param journalStream the device and the inode of the journal's stream, as systemd tells them in
     *                      {@code JOURNAL_STREAM}; may be null
     * @param errorOutput   such as {@code /proc/self/fd/2}
     */
    public static Output outputOf(String journalStream, Path errorOutput) {
        if (journalStream == null) {
            return Output.TERMINAL;
        }
        try {
            var device = Files.getAttribute(errorOutput, "unix:dev") + ":"
                    + Files.getAttribute(errorOutput, "unix:ino");
            return journalStream.equals(device) ? Output.JOURNAL : Output.TERMINAL;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Output.TERMINAL;
        }
    }

    /** From now on lines go to a file in this folder too, which is there. */
    public synchronized void writeIn(Path dataFolder) {
        folder = Optional.of(dataFolder);
    }

    /** From now on nothing is written to the error output: whoever started this process has gone. */
    public synchronized void detach() {
        output = Output.NONE;
    }

    /** Writes why a recorder ends, into the file alone: whoever has started it hears it as of any command. */
    public synchronized void end(Path dataFolder, String sentence) {
        detach();
        writeIn(dataFolder);
        write(Grade.ERROR, "end", sentence);
    }

    /**
     * Writes a line.
     *
     * @param subject what it is about, such as the id of a source; each is bounded for itself
     */
    public synchronized void write(Grade grade, String subject, String sentence) {
        var now = clock.instant();
        if (spoken.size() > MOST_SUBJECTS) {
            spoken.clear();
        }
        var hour = spoken.computeIfAbsent(subject, key -> new Spoken());
        if (hour.since.isBefore(now.minus(1, ChronoUnit.HOURS)) || hour.since.isAfter(now)) {
            if (hour.leftOut > 0) {
                print(now, Grade.INFO, Messages.get("log.leftOut", hour.leftOut, hour.since));
            }
            hour.since = now;
            hour.lines = 0;
            hour.leftOut = 0;
        }
        if (hour.lines >= MOST_LINES_AN_HOUR) {
            hour.leftOut++;
            return;
        }
        hour.lines++;
        print(now, grade, sentence);
        if (hour.lines == MOST_LINES_AN_HOUR) {
            print(now, Grade.INFO, Messages.get("log.often"));
        }
    }

    private void print(Instant now, Grade grade, String sentence) {
        String shown = ShownText.of(sentence.length() > LONGEST_LINE ? sentence.substring(0, LONGEST_LINE) : sentence);
        if (output != Output.NONE) {
            err.println(output == Output.JOURNAL ? "<" + grade.priority + ">" + shown : shown);
            err.flush();
        }
        if (folder.isPresent()) {
            try {
                append(folder.get(), now.truncatedTo(ChronoUnit.SECONDS) + " " + grade + " " + shown + "\n");
            } catch (IOException | RuntimeException e) {
                // A full disk is told by what it keeps from being stored, where somebody looks.
            }
        }
    }

    private static void append(Path folder, String line) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        var file = folder.resolve(NAME);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        try (FileChannel channel = PrivateFiles.openOrCreate(file)) {
            channel.position(channel.size());
            channel.write(bytes);
            if (channel.size() < MOST_BYTES) {
                return;
            }
        }
        for (int i = KEPT - 1; i >= 0; i--) {
            var from = i == 0 ? file : folder.resolve(NAME + "." + i);
            if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(from, folder.resolve(NAME + "." + (i + 1)), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
