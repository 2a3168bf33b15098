package org.currentcost.settings;

import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Optional;
import org.currentcost.analysis.RateTable;
import org.currentcost.model.TimeRange;

/**
 * A table of rates, if there is one, as an array of none or one flat array: for each rate how many milliseconds after
 * the end of the one before it begins, how many it holds, and the rate. Ten years of half-hours are 175 000 rates,
 * which as objects of texts take seconds to read.
 */
final class RateTableAdapter extends TypeAdapter<Optional<RateTable>> {

    @Override
    public void write(JsonWriter out, Optional<RateTable> table) throws IOException {
        out.beginArray();
        if (table.isPresent()) {
            writeEntries(out, table.get());
        }
        out.endArray();
    }

    private static void writeEntries(JsonWriter out, RateTable table) throws IOException {
        out.beginArray();
        long end = 0;
        for (var entry : table.entries()) {
            out.value(entry.range().startMillis() - end);
            end = entry.range().endMillis();
            out.value(end - entry.range().startMillis());
            out.value(entry.rate());
        }
        out.endArray();
    }

    @Override
    public Optional<RateTable> read(JsonReader in) throws IOException {
        in.beginArray();
        Optional<RateTable> table = in.hasNext() ? Optional.of(readEntries(in)) : Optional.empty();
        in.endArray();
        return table;
    }

    private static RateTable readEntries(JsonReader in) throws IOException {
        var entries = new ArrayList<RateTable.Entry>();
        long end = 0;
        in.beginArray();
        while (in.hasNext()) {
            long start = end + in.nextLong();
            end = start + in.nextLong();
            entries.add(new RateTable.Entry(TimeRange.ofMillis(start, end), rate(in.nextString())));
        }
        in.endArray();
        return new RateTable(entries);
    }

    private static BigDecimal rate(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new JsonParseException(text, e);
        }
    }
}
