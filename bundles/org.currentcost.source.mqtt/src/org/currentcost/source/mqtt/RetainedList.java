package org.currentcost.source.mqtt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What a broker kept of a list with blanks between its parts, the newest first, and what we tell there now: where we
 * know nothing, what was there stays. Safe for a thread that tells and another one that hears.
 */
final class RetainedList {

    private static final long MOST_MILLIS = 1000;

    private final CountDownLatch received = new CountDownLatch(1);
    private List<String> kept = List.of();
    private OptionalLong keptNumber = OptionalLong.empty();
    private String reported = "";

    /** Waits until what the broker kept has come, or until it has probably kept nothing. */
    void await() throws InterruptedException {
        received.await(MOST_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Takes what the broker says; what we have told ourselves comes back, too. */
    synchronized void retained(String text) {
        if (keptNumber.isEmpty() && !text.isBlank()) {
            kept = List.of(text.strip().split("\\s+"));
        }
        received.countDown();
    }

    /**
     * {@return the list to be told; empty if it is known by now, or nothing is known} It ends before the first part
     * that nobody knows: an unknown one has no word.
     *
     * @param parts  empty where we know nothing
     * @param number of the first part: one more when the list has moved by one
     */
    synchronized Optional<String> filled(List<String> parts, long number) {
        if (keptNumber.isEmpty()) {
            keptNumber = OptionalLong.of(number);
        }
        var filled = new ArrayList<String>();
        for (int i = 0; i < parts.size(); i++) {
            long before = i - (number - keptNumber.getAsLong());
            String part = !parts.get(i).isEmpty() || before < 0 || before >= kept.size()
                    ? parts.get(i)
                    : kept.get((int) before);
            if (part.isEmpty()) {
                break;
            }
            filled.add(part);
        }
        String text = filled.isEmpty() ? "" : String.join(" ", filled) + " ";
        if (text.equals(reported)) {
            return Optional.empty();
        }
        reported = text;
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
