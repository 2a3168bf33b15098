package org.currentcost.ui.history;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.HourProfile;
import org.currentcost.accounting.PatternReader;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.analysis.LoadProfile;
import org.currentcost.model.TimeRange;
import org.currentcost.model.UserLocale;
import org.currentcost.store.StoreException;
import org.currentcost.ui.charts.HeatMap;
import org.currentcost.ui.kit.AmountScales;
import org.currentcost.ui.kit.FigureDelegate;
import org.currentcost.ui.kit.FigureQuestion;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FigureView;
import org.currentcost.ui.kit.SpanMenu;
import org.currentcost.ui.kit.TableData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** A map of hours and days: when much is used, at a glance. Of the first sensor that is chosen. */
public final class LoadProfileView implements FigureDelegate<HourProfile> {

    private HeatMap chart;

    private final FigureServices services;
    private FigureView<HourProfile> host;

    /** Gets what views of figures work with. */
    @Inject
    public LoadProfileView(FigureServices services) {
        this.services = services;
    }

    @Override
    public Control createChart(Composite parent, FigureView<HourProfile> view) {
        host = view;
        chart = new HeatMap(parent, services.store().zone());
        chart.addRangeListener(host::goTo);
        chart.addFitListener(host::goToNow);
        host.selectSpans(chart, true);
        new SpanMenu(services, chart, () -> host.question().map(FigureQuestion::sensors).orElse(List.of()));
        return chart.control();
    }

    @Override
    public boolean showsOneSensor() {
        return true;
    }

    @Override
    public TimeRange rangeFor(TimeRange shared) {
        return PeriodRule.atLeast(shared, 7, services.store().zone());
    }

    @Override
    public HourProfile answer(FigureQuestion question, Runnable check) throws StoreException {
        return new PatternReader(services.accounting()).hours(question.sensors().getFirst(), question.range(),
                question.unit());
    }

    @Override
    public void show(FigureQuestion question, HourProfile shown) {
        var profile = shown.hours();
        var words = services.words();
        var days = IntStream.range(0, profile.days()).mapToObj(profile::date).toList();
        var amounts = new double[profile.days()][LoadProfile.HOURS];
        for (int day = 0; day < profile.days(); day++) {
            for (int hour = 0; hour < LoadProfile.HOURS; hour++) {
                amounts[day][hour] = profile.amount(day, hour);
            }
        }
        chart.setEmpty(Messages.NothingKnown, host.offer().text(), host.offer().action());
        chart.setCells(question.range(), days, amounts, AmountScales.of(words, question.unit()),
                (date, hour) -> card(question.unit(), profile, date, hour));
    }

    private String card(AmountUnit unit, LoadProfile profile, LocalDate date, int hour) {
        var words = services.words();
        int day = profile.days() == 0 ? 0 : (int) (date.toEpochDay() - profile.date(0).toEpochDay());
        var start = date.atTime(LocalTime.of(hour, 0)).atZone(services.store().zone());
        String time = start.getDayOfWeek().getDisplayName(TextStyle.SHORT, UserLocale.formats()) + " "
                + words.date(start) + ", " + words.time(start) + "–" + words.time(start.plusHours(1));
        double amount = profile.amount(day, hour);
        return Double.isNaN(amount)
                ? time + "\n" + Messages.NothingKnown
                : time + "\n" + words.amount(amount, unit) + "\n"
                        + Messages.bind(Messages.ProfileCoverage, words.percent(profile.coverage(day, hour)));
    }

    @Override
    public String caption(FigureQuestion question, HourProfile shown) {
        return shown.chargeOmitted()
                ? Messages.bind(Messages.Total, services.words().range(shown.days()),
                        Messages.AverageWithoutStanding)
                : "";
    }

    @Override
    public TableData table(FigureQuestion question, HourProfile shown) {
        var profile = shown.hours();
        var words = services.words();
        var columns = new ArrayList<TableData.Column>();
        columns.add(new TableData.Column(Messages.ColumnDay, "day", false));
        for (int hour = 0; hour < LoadProfile.HOURS; hour++) {
            columns.add(new TableData.Column(LocalTime.of(hour, 0).toString(), "h%02d".formatted(hour), true));
        }
        var rows = new ArrayList<List<Object>>();
        for (int day = 0; day < profile.days(); day++) {
            var row = new ArrayList<Object>();
            row.add(profile.date(day));
            for (int hour = 0; hour < LoadProfile.HOURS; hour++) {
                row.add(words.cell(profile.amount(day, hour), question.unit()));
            }
            rows.add(row);
        }
        return new TableData(columns, rows);
    }

    @Override
    public void writePng(OutputStream out, String heading, String caption) throws IOException {
        chart.writePng(out, heading, caption);
    }

    @Override
    public void showEmpty(TimeRange range, String sentence, String link, Runnable action) {
        chart.setCells(range, List.of(), new double[0][],
                AmountScales.of(services.words(), AmountUnit.ENERGY), (date, hour) -> "");
        chart.setEmpty(sentence, link, action);
    }
}
