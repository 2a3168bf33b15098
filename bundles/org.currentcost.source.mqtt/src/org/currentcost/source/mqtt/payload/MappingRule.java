package org.currentcost.source.mqtt.payload;

/** A mapping with what is needed of it again and again. */
final class MappingRule {

    final Mapping mapping;
    final TopicFilter filter;
    final long wholeFactor;
    final boolean needsJson;
    final boolean history;
    final String[] paths;

    MappingRule(Mapping mapping) {
        this.mapping = mapping;
        filter = TopicFilter.parse(mapping.topic());
        wholeFactor = PayloadDecimals.wholeMilli(mapping.factor());
        needsJson = mapping.meter().contains("{/") || mapping.sensor().contains("{/");
        history = switch (mapping.measure()) {
            case HISTORY_HOURS, HISTORY_DAYS, HISTORY_MONTHS -> true;
            default -> false;
        };
        // Names may hold blanks; a pointer begins with a slash.
        paths = mapping.path().strip().split("(?<!\\s)\\s++(?=/)");
    }
}
