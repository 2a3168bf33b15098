package org.currentcost.source.serial;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.currentcost.source.SourceProblem;

/** Tries whether a meter is on a port. */
public final class SerialProbe {

    /** How long to go on after the first message, so that every sensor has spoken even if one packet is lost. */
    private static final Duration LISTENING_ON = Duration.ofSeconds(13);

    /** Hears how a probe goes on, on the thread that probes; must return quickly. */
    public interface Listener {

        /** The port is listened to at this speed from now on. */
        void trying(int baud);

        /** Something was heard. @param text with a dot in place of whatever can't be printed, line ends kept */
        void received(String text);
    }

    /** How a probe ended. */
    public sealed interface Result {

        /**
         * A meter talks.
         *
         * @param baud  its speed
         * @param bytes everything that was heard at that speed; at least one message is in it
         */
        record Received(int baud, byte[] bytes) implements Result {
        }

        /**
         * No meter was heard.
         *
         * @param reason what happened, a sentence
         * @param remedy what to do about it, a sentence
         */
        record Nothing(String reason, String remedy) implements Result {
        }
    }

    private SerialProbe() {
    }

    /**
     * Listens at 57600, 9600 and 2400 baud, 15 s each, and once a message has come some seconds more, so that the other
     * sensors are heard, too. Closes the port again.
     *
     * @param path     of the port, a link or a pseudo terminal
     * @param listener hears of the progress
     * @return what was found, or the reason why nothing was
     * @throws InterruptedException if the thread was interrupted, which is how to stop a probe
     */
    public static Result probe(String path, Listener listener) throws InterruptedException {
        return probe(path, listener, SpeedSearch.LISTENING, LISTENING_ON);
    }

    static Result probe(String path, Listener listener, Duration listening, Duration listeningOn)
            throws InterruptedException {
        SpeedSearch.Progress progress = new SpeedSearch.Progress() {
            @Override
            public void trying(int baud) {
                listener.trying(baud);
            }

            @Override
            public void received(byte[] buffer, int length) {
                listener.received(printable(buffer, length));
            }
        };
        List<Integer> speeds = SerialAddress.ALL_SPEEDS;
        try (SerialLine line = SerialLine.open(path, speeds.getFirst())) {
            SpeedSearch search = new SpeedSearch(line, listening, () -> false, progress);
            return switch (search.search(speeds)) {
                case SpeedSearch.Found(int baud, byte[] bytes) ->
                    new Result.Received(baud, listenOn(line, bytes, progress, listeningOn));
                case SpeedSearch.NotFound(long bytes) -> nothing(nothingReceived(path, speeds, bytes));
                case SpeedSearch.Stopped() -> throw new InterruptedException();
            };
        } catch (SourceProblem e) {
            return nothing(e);
        }
    }

    /** {@return that no message came at any speed, and what to look at} */
    static SourceProblem nothingReceived(String path, List<Integer> speeds, long bytes) {
        String listed = speeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return bytes == 0
                ? SourceProblem.passing(Messages.text("search.silent", path, listed),
                        Messages.text("search.silent.remedy"))
                : SourceProblem.passing(Messages.text("search.strange", path, bytes, listed),
                        Messages.text("search.strange.remedy"));
    }

    private static byte[] listenOn(SerialLine line, byte[] received, SpeedSearch.Progress progress, Duration time)
            throws SourceProblem, InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(received);
        byte[] buffer = new byte[4096];
        long began = System.nanoTime();
        while (System.nanoTime() - began < time.toNanos()) {
            int count = line.read(buffer);
            if (count > 0) {
                all.write(buffer, 0, count);
                progress.received(buffer, count);
            }
        }
        return all.toByteArray();
    }

    private static Result nothing(SourceProblem problem) {
        return new Result.Nothing(problem.reason(), problem.remedy());
    }

    private static String printable(byte[] buffer, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int value = buffer[i] & 0xFF;
            boolean shown = value >= ' ' && value <= '~' || value == '\r' || value == '\n';
            text.append(shown ? (char) value : '\u00b7');
        }
        return text.toString();
    }
}
