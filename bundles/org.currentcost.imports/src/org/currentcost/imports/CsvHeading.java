package org.currentcost.imports;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.currentcost.imports.CsvColumn.Kind;

/**
 * What the name of a column says of its values, in English, German or French.
 *
 * @param text  the name in lower case, without what marks a comment
 * @param words its words
 */
record CsvHeading(String text, List<String> words) {

    /** What a column is about, where its name has no unit. */
    enum Subject {
        /** Power, of whatever unit. */
        POWER,
        /** Energy, of whatever unit. */
        ENERGY,
        /** Anything else that is of no use here: volts, money, cubic metres. */
        FOREIGN,
        /** The name does not say. */
        UNKNOWN
    }

    /** How a value was made out of several. */
    enum Statistic {
        /** It is their mean. */
        MEAN,
        /** It was not, or the name does not say. */
        NONE,
        /** One of their ends, or how far they are spread. */
        OTHER
    }

    private static final Pattern SPLIT = Pattern.compile("[^\\p{L}\\p{N}\u00b0%\u00a3$\u20ac/+:-]++");
    private static final Pattern KILOWATT_HOURS = Pattern
            .compile("kwh|kw h|kilo ?watt[ -]?(?:hour|hr|stunde|heure)|kilo ?wattheure");
    private static final Pattern WATT_HOURS = Pattern.compile("\\bwh\\b|_wh\\b|watt[ -]?(?:hour|hr|stunde|heure)");
    private static final Pattern KILOWATTS = Pattern.compile("kw|kilo ?watt");
    private static final Pattern WATTS = Pattern.compile("watt|\\bw\\b|_w\\b");
    private static final Pattern CELSIUS = Pattern.compile("temp|tmpr|\u00b0c|celsius");
    private static final Pattern POWER = Pattern.compile("power|leistung|puissance|\\bdemand\\b|\\bload\\b");
    private static final Pattern ENERGY = Pattern
            .compile("energy|energie|\u00e9nergie|consum|consomm|verbrauch|usage|z\u00e4hlerstand");
    private static final Pattern COUNTER = Pattern.compile(
            "total|cumul|count|register|meter reading|\\bindex\\b|lifetime|stand\\b|z\u00e4hler|compteur|kwh-count");
    private static final Pattern MONEY = Pattern.compile("[\u00a3$\u20ac%]|\u00b0f|m\u00b3|m3\\b|ft3|ft\u00b3|mwh");
    private static final Pattern SENSOR = Pattern
            .compile("(?:sensor|appliance|iam|plug)[ _#:.]*+([0-9]{1,2})(?![0-9])");
    private static final Pattern CHANNEL = Pattern
            .compile("(?:\\bch|channel|clamp|kanal|phase|\\bl)[ _#:.]?+([123])(?![0-9])");
    private static final Pattern OFFSET = Pattern.compile("(?:utc|gmt)? ?+([+-][0-9]{1,2}(?::?[0-9]{2})?)(?![0-9])");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,20}+/[a-z_]{2,30}+(?:/[a-z_]{2,30}+)?");

    private static final Set<String> FOREIGN = Set.of("v", "volt", "volts", "voltage", "spannung", "tension", "a",
            "amp", "amps", "ampere", "amperes", "hz", "frequency", "va", "kva", "kvah", "var", "vars", "kvar", "kvarh",
            "pf", "therm", "therms", "ccf", "gas", "water", "wasser", "litre", "litres", "liter", "liters", "gallon",
            "gallons", "gal", "gbp", "eur", "usd", "chf", "pence", "cost", "costs", "price", "rate", "tariff",
            "charge", "amount", "kosten", "preis", "prix", "pulses", "impulses", "humidity", "feuchte", "lux", "rssi",
            "battery", "factor",
            "fahrenheit",
            "id", "no", "number", "account", "mpan", "mprn", "prm", "serial", "year", "month", "day", "hour", "minute",
            "weekday", "week", "measured", "memory", "estimated", "share", "quality", "status", "flag", "latitude",
            "longitude");
    private static final Set<String> MEANS = Set.of("mean", "avg", "average", "mittel", "mittelwert", "durchschnitt",
            "moyenne", "moy", "demand", "lastgang", "lastprofil");
    private static final Set<String> OTHERS = Set.of("min", "minimum", "max", "maximum", "low", "lowest", "high",
            "highest", "peak", "std", "stddev", "stdev", "deviation", "median", "variance");
    private static final Map<String, String> ZONES = Map.ofEntries(Map.entry("utc", "Z"), Map.entry("gmt", "Z"),
            Map.entry("z", "Z"), Map.entry("zulu", "Z"), Map.entry("bst", "+01:00"), Map.entry("cet", "+01:00"),
            Map.entry("mez", "+01:00"), Map.entry("cest", "+02:00"), Map.entry("mesz", "+02:00"),
            Map.entry("est", "-05:00"), Map.entry("edt", "-04:00"), Map.entry("cst", "-06:00"),
            Map.entry("cdt", "-05:00"), Map.entry("mst", "-07:00"), Map.entry("mdt", "-06:00"),
            Map.entry("pst", "-08:00"), Map.entry("pdt", "-07:00"), Map.entry("aest", "+10:00"),
            Map.entry("aedt", "+11:00"));

    /** {@return what a name says} */
    static CsvHeading of(String name) {
        String text = name.strip().toLowerCase(Locale.ROOT);
        while (text.startsWith("#") || text.startsWith("\ufeff")) {
            text = text.substring(1).strip();
        }
        String spaced = text.replace('_', ' ');
        return new CsvHeading(text, Arrays.stream(SPLIT.split(spaced)).filter(word -> !word.isEmpty()).toList());
    }

    private boolean says(Pattern pattern) {
        return pattern.matcher(text).find();
    }

    /** {@return what the values are by the unit in the name; empty if it has none that is of use} */
    Optional<Kind> unit() {
        if (says(KILOWATT_HOURS)) {
            return Optional.of(Kind.KILOWATT_HOURS);
        }
        if (says(WATT_HOURS) && !says(MONEY)) {
            return Optional.of(Kind.WATT_HOURS);
        }
        if (says(MONEY) || words.contains("f") || words.contains("fahrenheit")) {
            return Optional.empty();
        }
        if (says(KILOWATTS)) {
            return Optional.of(Kind.KILOWATTS);
        }
        if (says(CELSIUS)) {
            return Optional.of(Kind.CELSIUS);
        }
        return says(WATTS) ? Optional.of(Kind.WATTS) : Optional.empty();
    }

    /** {@return what the column is about, for one without a unit} */
    Subject subject() {
        if (says(MONEY) || words.stream().anyMatch(FOREIGN::contains)) {
            return Subject.FOREIGN;
        }
        if (says(POWER)) {
            return Subject.POWER;
        }
        return says(ENERGY) ? Subject.ENERGY : Subject.UNKNOWN;
    }

    /** {@return whether the values are what a counter showed} */
    boolean isCounter() {
        return says(COUNTER);
    }

    /** {@return how the value was made} */
    Statistic statistic() {
        if (words.stream().anyMatch(MEANS::contains)) {
            return Statistic.MEAN;
        }
        return words.stream().anyMatch(OTHERS::contains) ? Statistic.OTHER : Statistic.NONE;
    }

    /** {@return the number of the sensor that the name has} */
    OptionalInt sensor() {
        var number = SENSOR.matcher(text);
        return number.find() ? OptionalInt.of(Integer.parseInt(number.group(1))) : OptionalInt.empty();
    }

    /** {@return the number of the clamp that the name has, 1 to 3} */
    OptionalInt channel() {
        var number = CHANNEL.matcher(text);
        return number.find() ? OptionalInt.of(Integer.parseInt(number.group(1))) : OptionalInt.empty();
    }

    /** {@return the zone of the times below the name} */
    Optional<ZoneId> zone() {
        var region = REGION.matcher(text);
        while (region.find()) {
            String found = region.group();
            var known = ZoneId.getAvailableZoneIds().stream().filter(id -> id.equalsIgnoreCase(found)).findFirst();
            if (known.isPresent()) {
                return known.map(ZoneId::of);
            }
        }
        if (words.contains("cet/cest") || words.contains("mez/mesz")) {
            return Optional.of(ZoneId.of("Europe/Paris"));
        }
        var offset = OFFSET.matcher(text);
        if (offset.find()) {
            return zone(offset.group(1));
        }
        return words.stream().filter(ZONES::containsKey).findFirst().map(ZONES::get).map(ZoneId::of);
    }

    /** {@return the zone that a field names: a region, an offset or a usual abbreviation; empty if it names none} */
    static Optional<ZoneId> zone(String field) {
        String text = field.strip();
        String usual = ZONES.get(text.toLowerCase(Locale.ROOT));
        try {
            String id = usual == null ? text : usual;
            if (id.matches("[+-][0-9]{3}")) {
                id = id.substring(0, 1) + "0" + id.substring(1);
            }
            return id.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(id));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
