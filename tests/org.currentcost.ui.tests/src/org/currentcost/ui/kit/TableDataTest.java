package org.currentcost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import org.currentcost.ui.kit.TableData.Column;
import org.currentcost.ui.kit.TableData.Share;
import org.junit.jupiter.api.Test;

/** Tables in files and on the screen. */
class TableDataTest {

    @Test
    void writesCsvThatProgramsRead() throws IOException {
        var table = new TableData(
                List.of(new Column("From", "start_utc", false), new Column("House (kWh)", "house_kwh", true),
                        new Column("measured", "house_measured_share", true), new Column("Note", "note", false)),
                List.of(List.of(ZonedDateTime.parse("2026-10-25T02:30:00+01:00[Europe/Berlin]"),
                        new BigDecimal("1234.500000001"), new Share(0.975), "said \"no\", twice"),
                        List.of(LocalDate.of(2026, 1, 31), "", Double.NaN, "a\nb")));
        var out = new StringWriter();
        table.writeCsv(out);
        assertEquals("""
                start_utc,house_kwh,house_measured_share,note
                2026-10-25T01:30:00Z,1234.500000001,0.975,"said ""no"", twice"
                2026-01-31,,,"a
                b"
                """.replace("\n", "\r\n").replace("a\r\nb", "a\nb"), out.toString());
    }

    @Test
    void showsSharesInPercentAndNothingForWhatIsUnknown() {
        assertEquals("98%", TableData.shown(new Share(0.975)));
        assertEquals("100%", TableData.shown(new Share(1)));
        assertEquals("over 99%", TableData.shown(new Share(0.9999)));
        assertEquals("under 1%", TableData.shown(new Share(0.0001)));
        assertEquals("Montag", TableData.shown(new TableData.Word("Montag", "monday")));
        assertEquals("monday", TableData.exported(new TableData.Word("Montag", "monday")));
        assertEquals("", TableData.shown(new Share(Double.NaN)));
        assertEquals("", TableData.exported(new Share(Double.NaN)));
        assertEquals("1,234.50", TableData.shown(new BigDecimal("1234.50")));
        assertEquals("0.056", TableData.shown(new BigDecimal("0.055555556")));
        assertEquals("0.055555556", TableData.exported(new BigDecimal("0.055555556")));
    }

    @Test
    void roundsHalfUpInFilesAsOnTheScreen() {
        assertEquals("0.063", TableData.shown(0.0625));
        assertEquals("0.000001", TableData.exported(0.0000005));
        assertEquals("0.000003", TableData.exported(0.0000025));
        assertEquals("0", TableData.exported(-0.0000004));
        assertEquals("0.000", TableData.shown(-0.0004));
        assertEquals("", TableData.shown(Double.POSITIVE_INFINITY));
        assertEquals("", TableData.exported(Double.NEGATIVE_INFINITY));
    }

    @Test
    void moneyIsShownToThePennyAndExportedExactly() {
        var money = new TableData.Money(new BigDecimal("19.114251408"), 2);
        assertEquals(Quantities.format().cell(new BigDecimal("19.11")), TableData.shown(money));
        assertEquals("19.114251408", TableData.exported(money));
        assertEquals(Quantities.format().cell(new BigDecimal("19")),
                TableData.shown(new TableData.Money(new BigDecimal("19.114251408"), 0)));
    }
}
