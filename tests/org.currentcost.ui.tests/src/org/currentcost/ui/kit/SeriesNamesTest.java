package org.currentcost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.SensorNumber;
import org.currentcost.model.SensorRole;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sensors are called on the screen and in files, and where files go. */
class SeriesNamesTest {

    private static Sensor sensor(int number, String name) {
        return new Sensor(SeriesKey.power("Summer house", number),
                new SensorSettings(name, SensorRole.INSIDE_HOUSE, false, Optional.empty(), Optional.empty()));
    }

    @Test
    void tellsTheMeterOnlyWhereThereAreSeveral() {
        assertEquals("House", SeriesNames.name(sensor(0, ""), false));
        assertEquals("Summer house · House", SeriesNames.name(sensor(0, ""), true));
        assertEquals("Summer house · Oven", SeriesNames.name(sensor(1, "Oven"), true));
        var one = List.of(sensor(0, ""), sensor(1, "Oven"));
        assertEquals("House, Oven", SeriesNames.all(one, false));
        assertEquals("Summer house · House, Oven", SeriesNames.all(one, true));
        var barn = new Sensor(SeriesKey.power("Barn", 0), SensorSettings.standard(0));
        assertEquals("Summer house · House, Barn · House", SeriesNames.all(List.of(sensor(0, ""), barn), true));
        assertEquals("", SeriesNames.all(List.of(), true));
    }

    @Test
    void tellsApartWhatTheUserCallsAlike() {
        assertEquals("House, House (Sensor 3)", SeriesNames.all(List.of(sensor(0, ""), sensor(3, "House")), false));
        assertEquals("Plug (Sensor 1), Plug (Sensor 2)",
                SeriesNames.all(List.of(sensor(1, "Plug"), sensor(2, "Plug")), false));
        assertEquals("Sensor 1, Plug", SeriesNames.all(List.of(sensor(1, ""), sensor(2, "Plug")), false));
        var alike = List.of(sensor(0, ""), sensor(3, "House"), sensor(4, "Plug"));
        assertEquals(List.of("House", "House (Sensor 3)", "Plug"),
                alike.stream().map(one -> SeriesNames.name(one, alike)).toList());
        assertEquals(List.of("Summer house · House", "Summer house · House (Sensor 3)", "Summer house · Plug"),
                alike.stream().map(one -> SeriesNames.full(one, alike)).toList());
        assertEquals(List.of("house", "house_sensor_3", "plug"),
                alike.stream().map(one -> SeriesNames.column(one, alike)).toList());
    }

    @Test
    void columnsOfFilesHaveTheSameNamesInEveryLanguage() {
        var before = Locale.getDefault();
        try {
            for (var locale : new Locale[]{Locale.GERMANY, Locale.of("tr"), Locale.US}) {
                Locale.setDefault(locale);
                assertEquals("house", SeriesNames.column(sensor(0, ""), List.of()));
                assertEquals("sensor_3", SeriesNames.column(sensor(3, ""), List.of()));
                assertEquals("computed_1", SeriesNames.column(sensor(SensorNumber.COMPUTED.first(), ""), List.of()));
                assertEquals("summer_house_wall_box", SeriesNames.column(sensor(2, "Wall-Box"),
                        List.of(sensor(2, "Wall-Box"), new Sensor(SeriesKey.power("Barn", 0),
                                SensorSettings.standard(0)))));
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void filesGoToTheDocumentsOrTheHome(@TempDir Path home) throws Exception {
        assertEquals(home, FileChooser.documents(home));
        Files.createDirectory(home.resolve("Dokumente"));
        assertEquals(home.resolve("Dokumente"), FileChooser.documents(home));
        Files.createDirectory(home.resolve("Documents"));
        assertEquals(home.resolve("Documents"), FileChooser.documents(home));
    }
}
