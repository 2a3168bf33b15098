package org.currentcost.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;
import org.currentcost.model.ShownText;

/** Where a command writes. Remembers what went wrong, since those who print sentences don't look. */
final class StandardOutput extends FilterWriter {

    private Optional<IOException> failure = Optional.empty();

    StandardOutput(Writer out) {
        super(out);
    }

    /** {@return what sentences are printed to: what would steer a terminal is shown} */
    static PrintWriter sentences(Writer output) {
        return new PrintWriter(new FilterWriter(output) {
            @Override
            public void write(int c) throws IOException {
                write(Character.toString(c), 0, 1);
            }

            @Override
            public void write(char[] text, int from, int length) throws IOException {
                out.write(ShownText.ofLines(new String(text, from, length)));
            }

            @Override
            public void write(String text, int from, int length) throws IOException {
                out.write(ShownText.ofLines(text.substring(from, from + length)));
            }
        });
    }

    /** Remembers what went wrong where something was written past this. */
    void failed(IOException cause) {
        failure = failure.or(() -> Optional.of(cause));
    }

    /** {@return the first thing that went wrong} */
    Optional<IOException> failure() {
        return failure;
    }

    /** {@return whether nobody reads any more, as behind {@code | head -1}: then all is said that was wanted} */
    boolean isLeft() {
        // The system's words, in any language that names pipes.
        return failure.map(IOException::getMessage)
                .filter(words -> words != null && words.toLowerCase(Locale.ROOT).contains("pipe")).isPresent();
    }

    @Override
    public void write(int c) throws IOException {
        watch(() -> out.write(c));
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        watch(() -> out.write(text, from, length));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        watch(() -> out.write(text, from, length));
    }

    @Override
    public void flush() throws IOException {
        watch(out::flush);
    }

    private interface Step {
        void run() throws IOException;
    }

    private void watch(Step step) throws IOException {
        try {
            step.run();
        } catch (IOException e) {
            failed(e);
            throw e;
        }
    }
}
