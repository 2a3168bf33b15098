package org.currentcost.source.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Disturbs messages the way real lines and meters do, a few in a hundred. */
final class Quirks {

    /** What a message became. @param intact whether it can still be recovered */
    record Disturbed(byte[] bytes, boolean intact) {
    }

    private static final byte[] BEGIN = "<msg>".getBytes(StandardCharsets.ISO_8859_1);

    private final Dice dice;
    private boolean first = true;

    Quirks(long seed) {
        dice = Dice.of(seed, 0, 6);
    }

    Disturbed disturb(byte[] message) {
        if (first) {
            // Whoever connects comes into the middle of a message
            first = false;
            return new Disturbed(Arrays.copyOfRange(message, dice.between(6, 60), message.length), false);
        }
        return switch (dice.between(0, 249)) {
            case 0 -> new Disturbed(withNuls(message), true);
            case 1 -> new Disturbed(before(message, (byte) 0xFC), true);
            case 2 -> new Disturbed(before(message, (byte) ' '), true);
            case 3 -> new Disturbed(withoutTag(message), false);
            case 4 -> new Disturbed(withLetter(message), false);
            case 5 -> new Disturbed(begunTwice(message), true);
            case 6 -> new Disturbed(Arrays.copyOf(message, message.length - 2), true);
            case 7 -> new Disturbed(Arrays.copyOf(message, message.length - 1), true);
            default -> new Disturbed(message, true);
        };
    }

    private byte[] withNuls(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 8);
        int count = dice.between(1, 4);
        int at = dice.between(0, message.length - 1);
        out.write(message, 0, at);
        out.write(new byte[count], 0, count);
        out.write(message, at, message.length - at);
        return out.toByteArray();
    }

    private static byte[] before(byte[] message, byte stray) {
        byte[] longer = new byte[message.length + 1];
        longer[0] = stray;
        System.arraycopy(message, 0, longer, 1, message.length);
        return longer;
    }

    /** Loses some bytes of a tag's name, so that the loss can be seen: nobody can see a digit that is missing. */
    private byte[] withoutTag(byte[] message) {
        int at = dice.between(BEGIN.length, message.length - 12);
        while (message[at] != '<') {
            at--;
        }
        int count = dice.between(1, 4);
        byte[] shorter = new byte[message.length - count];
        System.arraycopy(message, 0, shorter, 0, at + 1);
        System.arraycopy(message, at + 1 + count, shorter, at + 1, shorter.length - at - 1);
        return shorter;
    }

    private byte[] withLetter(byte[] message) {
        byte[] wrong = message.clone();
        String text = new String(message, StandardCharsets.ISO_8859_1);
        int watts = text.indexOf("<watts>");
        // A message of a CC128's history has no watts: its first value serves
        int digit = watts >= 0 ? watts + 7 : text.indexOf('.', text.indexOf("<data>")) - 1;
        wrong[digit] = (byte) ('a' + dice.between(0, 25));
        return wrong;
    }

    private byte[] begunTwice(byte[] message) {
        int length = dice.between(BEGIN.length, Math.min(70, message.length - 10));
        byte[] longer = Arrays.copyOf(message, length + message.length);
        System.arraycopy(message, 0, longer, length, message.length);
        return longer;
    }
}
