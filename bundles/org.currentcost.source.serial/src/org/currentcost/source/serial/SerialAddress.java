package org.currentcost.source.serial;

import java.util.List;
import java.util.Locale;

/**
 * What follows {@code serial:} in an address.
 *
 * @param path   of the port
 * @param speeds in baud, the ones to try in their order; a single one is used without trying
 */
record SerialAddress(String path, List<Integer> speeds) {

    /** CC128, Envi and later; Classic; the first generation of the Classic. */
    static final List<Integer> ALL_SPEEDS = List.of(57_600, 9600, 2400);

    private static final int FASTEST = 4_000_000;

    /** @throws IllegalArgumentException with a sentence if the address means nothing */
    static SerialAddress parse(String address) {
        int question = address.lastIndexOf('?');
        String path = question < 0 ? address : address.substring(0, question);
        if (path.isBlank()) {
            throw new IllegalArgumentException(Messages.text("address.path"));
        }
        List<Integer> speeds = ALL_SPEEDS;
        boolean pinned = false;
        if (question >= 0) {
            for (String option : address.substring(question + 1).split("&")) {
                int equals = option.indexOf('=');
                String name = equals < 0 ? option : option.substring(0, equals);
                String value = option.substring(equals + 1);
                switch (name) {
                    case "model" -> speeds = pinned ? speeds : speedsOf(value);
                    case "baud" -> {
                        speeds = List.of(baud(value));
                        pinned = true;
                    }
                    default -> throw new IllegalArgumentException(Messages.text("address.option", option));
                }
            }
        }
        return new SerialAddress(path, speeds);
    }

    boolean pinned() {
        return speeds.size() == 1;
    }

    private static List<Integer> speedsOf(String model) {
        return switch (model.toLowerCase(Locale.ROOT)) {
            case "classic" -> List.of(9600);
            case "cc128" -> List.of(57_600);
            default -> throw new IllegalArgumentException(Messages.text("address.model", model));
        };
    }

    private static int baud(String text) {
        try {
            int baud = Integer.parseInt(text);
            if (baud > 0 && baud <= FASTEST) {
                return baud;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Messages.text("address.baud", text), e);
        }
        throw new IllegalArgumentException(Messages.text("address.baud", text));
    }
}
