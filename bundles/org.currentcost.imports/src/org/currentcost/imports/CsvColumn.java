package org.currentcost.imports;

import java.util.Locale;

/**
 * What a column of a CSV file holds.
 *
 * @param kind    what
 * @param sensor  the sensor whose value it is; 0 where the kind is no value or a column tells the sensor
 * @param channel the clamp whose value it is, 1 to 3; 1 where that does not matter
 */
public record CsvColumn(Kind kind, int sensor, int channel) {

    /** What a column may hold, and its word in the text form of a mapping. */
    public enum Kind {
        /** Nothing that is wanted. */
        IGNORED("-"),
        /** The instant of a reading, or the start of a span; or its date, where another column tells the time. */
        TIME("time"),
        /** The time of day that belongs to the date. */
        CLOCK("clock"),
        /** The end of a span. */
        END("end"),
        /** The number of the sensor. */
        SENSOR("sensor"),
        /** What the sensor is called; each name is a sensor of its own. */
        NAME("name"),
        /** The number of the clamp, 1 to 3. */
        CHANNEL("channel"),
        /** How many seconds of the span the energy is known for. */
        COVERED_SECONDS("covered"),
        /** For what part of the span, 0 to 1, no energy is known. */
        MISSING_SHARE("missing"),
        /** The unit of the row's values. */
        UNIT("unit"),
        /** The zone of the row's times. */
        ZONE("zone"),
        /** What a note says. */
        TEXT("text"),
        /** Power in W. */
        WATTS("W"),
        /** Power in kW. */
        KILOWATTS("kW"),
        /** Energy of a span of time in Wh. */
        WATT_HOURS("Wh"),
        /** Energy of a span of time in kWh. */
        KILOWATT_HOURS("kWh"),
        /** What a counter showed in Wh. */
        WATT_HOUR_COUNT("Wh-count"),
        /** What a counter showed in kWh. */
        KILOWATT_HOUR_COUNT("kWh-count"),
        /** Temperature in degrees Celsius. */
        CELSIUS("C");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** {@return the word in the text form of a mapping} */
        public String word() {
            return word;
        }

        /** {@return whether it is a value of a sensor} */
        public boolean isValue() {
            return isEnergy() || isCount() || isPower() || this == CELSIUS;
        }

        /** {@return whether it is power} */
        boolean isPower() {
            return this == WATTS || this == KILOWATTS;
        }

        /** {@return whether it is energy of a span of time} */
        public boolean isEnergy() {
            return this == WATT_HOURS || this == KILOWATT_HOURS;
        }

        /** {@return what a counter of this energy shows; itself if it is no energy} */
        Kind counted() {
            return switch (this) {
                case WATT_HOURS -> WATT_HOUR_COUNT;
                case KILOWATT_HOURS -> KILOWATT_HOUR_COUNT;
                default -> this;
            };
        }

        /** {@return whether it is what a counter showed at the instant of the row} */
        public boolean isCount() {
            return this == WATT_HOUR_COUNT || this == KILOWATT_HOUR_COUNT;
        }
    }

    private static final char SENSOR_MARK = ':';
    private static final char CHANNEL_MARK = '/';

    /** Of the first clamp. */
    public CsvColumn(Kind kind, int sensor) {
        this(kind, sensor, 1);
    }

    /** {@return a column of sensor 0, or of none} */
    public static CsvColumn of(Kind kind) {
        return new CsvColumn(kind, 0);
    }

    /** {@return the column that a word such as {@code time}, {@code W}, {@code kWh:3} or {@code W:0/2} means} */
    static CsvColumn parse(String word) throws ImportException {
        int mark = word.indexOf(SENSOR_MARK);
        String name = mark < 0 ? word : word.substring(0, mark);
        for (var kind : Kind.values()) {
            if (kind.word.toLowerCase(Locale.ROOT).equals(name.strip().toLowerCase(Locale.ROOT))) {
                if (mark < 0) {
                    return of(kind);
                }
                String number = word.substring(mark + 1).strip();
                if (kind.isValue() && number.matches("[0-9]{1,2}(?:/[123])?")) {
                    int slash = number.indexOf(CHANNEL_MARK);
                    return slash < 0
                            ? new CsvColumn(kind, Integer.parseInt(number))
                            : new CsvColumn(kind, Integer.parseInt(number.substring(0, slash)),
                                    Integer.parseInt(number.substring(slash + 1)));
                }
            }
        }
        throw new ImportException(Messages.get("mapping.column", word));
    }

    /** {@return the word} */
    @Override
    public String toString() {
        String clamp = channel == 1 ? "" : "" + CHANNEL_MARK + channel;
        return sensor == 0 && clamp.isEmpty() ? kind.word : kind.word + SENSOR_MARK + sensor + clamp;
    }
}
