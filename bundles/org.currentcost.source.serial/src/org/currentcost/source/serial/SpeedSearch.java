package org.currentcost.source.serial;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.currentcost.source.SourceProblem;

/** Finds the speed at which a meter talks by listening at one after the other. */
final class SpeedSearch {

    /** How long to listen at each speed: a meter sends every 6 s, every 12 s if a packet is lost. */
    static final Duration LISTENING = Duration.ofSeconds(15);

    /** How the search goes on, called on the thread that searches. */
    interface Progress {

        /** For whoever does not care. */
        Progress NONE = new Progress() {
            @Override
            public void trying(int baud) {
                // Only the outcome matters
            }

            @Override
            public void received(byte[] buffer, int length) {
                // Only the outcome matters
            }
        };

        void trying(int baud);

        void received(byte[] buffer, int length);
    }

    /** How the search ended. */
    sealed interface Outcome {
    }

    /** A message came. @param bytes what was heard at this speed, but for the beginning of very much */
    record Found(int baud, byte[] bytes) implements Outcome {
    }

    /** No message came at any speed. @param bytes how many bytes came that were none */
    record NotFound(long bytes) implements Outcome {
    }

    /** The search was stopped. */
    record Stopped() implements Outcome {
    }

    private enum Verdict {
        FOUND, WRONG_SPEED, SILENT, STOPPED
    }

    /** How long what is heard after a change of speed may still be from before it. */
    private static final long SETTLING_NANOS = 300_000_000;
    /** How long a message that has begun may pause: a long one arrives without pauses. */
    private static final long PAUSE_NANOS = 1_000_000_000;
    private static final int ENOUGH_TO_JUDGE = 32;
    /** How much is kept of what was heard, many times the longest message: what is no meter may bring gigabytes. */
    private static final int MOST_KEPT = 32_768;

    private final SerialLine line;
    private final long listeningNanos;
    private final BooleanSupplier stopped;
    private final Progress progress;
    private final byte[] buffer = new byte[4096];
    private ByteArrayOutputStream received = new ByteArrayOutputStream();
    private long useless;

    SpeedSearch(SerialLine line, Duration listening, BooleanSupplier stopped, Progress progress) {
        this.line = line;
        listeningNanos = listening.toNanos();
        this.stopped = stopped;
        this.progress = progress;
    }

    /**
     * Listens at each speed until a message has been heard.
     *
     * @param speeds in baud; the line is open at the first one already
     */
    Outcome search(List<Integer> speeds) throws SourceProblem, InterruptedException {
        useless = 0;
        for (int i = 0; i < speeds.size(); i++) {
            if (i > 0) {
                line.listenAt(speeds.get(i));
            }
            progress.trying(speeds.get(i));
            Verdict verdict = listen(i > 0);
            switch (verdict) {
                case FOUND -> {
                    return new Found(speeds.get(i), received.toByteArray());
                }
                case STOPPED -> {
                    return new Stopped();
                }
                case WRONG_SPEED, SILENT -> useless += received.size();
            }
        }
        return new NotFound(useless);
    }

    private Verdict listen(boolean changed) throws SourceProblem, InterruptedException {
        received = new ByteArrayOutputStream();
        long began = System.nanoTime();
        long lastReceived = began;
        int judged = 0;
        int strange = 0;
        while (true) {
            if (stopped.getAsBoolean()) {
                return Verdict.STOPPED;
            }
            int count = line.read(buffer);
            long now = System.nanoTime();
            if (count > 0) {
                lastReceived = now;
                forgetTheBeginning(count);
                received.write(buffer, 0, count);
                progress.received(buffer, count);
                String text = received.toString(StandardCharsets.ISO_8859_1);
                int begin = text.indexOf("<msg>");
                if (begin >= 0 && text.indexOf("</msg>", begin) >= 0) {
                    return Verdict.FOUND;
                }
                if (!changed || now - began > SETTLING_NANOS) {
                    judged += count;
                    strange += strange(0, count);
                    boolean mostlyStrange = judged >= ENOUGH_TO_JUDGE && strange > judged / 4;
                    if (begin < 0 && mostlyStrange && strange(count - 8, count) > 0) {
                        return Verdict.WRONG_SPEED;
                    }
                }
            }
            boolean inMessage = received.size() > 0 && now - lastReceived < PAUSE_NANOS && strange * 4 <= judged;
            if (now - began > listeningNanos && !inMessage || now - began > 2 * listeningNanos) {
                return Verdict.SILENT;
            }
        }
    }

    private void forgetTheBeginning(int more) {
        if (received.size() + more > MOST_KEPT) {
            byte[] all = received.toByteArray();
            int kept = MOST_KEPT / 2;
            useless += all.length - kept;
            received.reset();
            received.write(all, all.length - kept, kept);
        }
    }

    /**
     * {@return how many of the bytes just read no meter sends in a message} At the end of what was read they also tell
     * that no message is just beginning.
     */
    private int strange(int from, int to) {
        int strange = 0;
        for (int i = Math.max(0, from); i < to; i++) {
            int value = buffer[i] & 0xFF;
            strange += value > '~' || value < ' ' && value != '\r' && value != '\n' ? 1 : 0;
        }
        return strange;
    }
}
