package org.currentcost.source.demo;

import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

import org.currentcost.source.ByteSource;
import org.currentcost.source.MeterSourceType;

/**
 * The demo meter. Its address is empty or a speed from 1 to 3600, perhaps followed by options:
 * {@code 60?model=classic&seed=7&quirks=true}. With {@code clock=00:59:30} the meter's clock shows that when it begins,
 * so that its memory comes soon; with {@code history=true} it comes at once, as if Down and OK were held.
 */
public final class DemoSourceType implements MeterSourceType {

    private final InstantSource clock;
    private final ZoneId zone;

    /** A demo meter in this computer's time and zone. */
    public DemoSourceType() {
        this(InstantSource.system(), ZoneId.systemDefault());
    }

    DemoSourceType(InstantSource clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    @Override
    public String scheme() {
        return "demo";
    }

    @Override
    public ByteSource create(String address) {
        int question = address.indexOf('?');
        String first = question < 0 ? address : address.substring(0, question);
        MeterModel model = MeterModel.CC128_V129;
        long seed = SimulatorSettings.DEFAULT_SEED;
        boolean quirks = false;
        boolean history = false;
        Optional<LocalTime> meterClock = Optional.empty();
        if (question >= 0) {
            for (String option : address.substring(question + 1).split("&")) {
                int equals = option.indexOf('=');
                String name = equals < 0 ? option : option.substring(0, equals);
                String value = option.substring(equals + 1);
                switch (name) {
                    case "model" -> model = model(value);
                    case "seed" -> seed = seed(value);
                    case "quirks" -> quirks = truth(name, value);
                    case "history" -> history = truth(name, value);
                    case "clock" -> meterClock = Optional.of(clock(value));
                    default -> throw new IllegalArgumentException(Messages.text("address.option", option));
                }
            }
        }
        return new DemoSource(model, seed, quirks, speed(first), meterClock, history, clock, zone);
    }

    private static MeterModel model(String value) {
        Optional<MeterModel> model = MeterModel.byId(value);
        return model.orElseThrow(() -> new IllegalArgumentException(Messages.text("address.model", value)));
    }

    private static long seed(String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Messages.text("address.seed", value), e);
        }
    }

    private static LocalTime clock(String value) {
        try {
            return LocalTime.parse(value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(Messages.text("address.clock", value), e);
        }
    }

    private static boolean truth(String name, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(Messages.text("address.truth", name, value));
        };
    }

    private static double speed(String text) {
        if (text.isEmpty()) {
            return Simulation.REAL_TIME;
        }
        String number = text.endsWith("x") ? text.substring(0, text.length() - 1) : text;
        try {
            double speed = Double.parseDouble(number);
            if (speed >= Simulation.REAL_TIME && speed <= Simulation.FASTEST) {
                return speed;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Messages.text("address.speed", text), e);
        }
        throw new IllegalArgumentException(Messages.text("address.speed", text));
    }
}
