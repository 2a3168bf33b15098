package org.currentcost.ui.history;

import jakarta.inject.Inject;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.currentcost.analysis.DayFilter;
import org.currentcost.accounting.AverageAmounts;
import org.currentcost.ui.kit.TableData.Column;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.ui.IMemento;

/** The mean of each hour of the day: of all days, weekdays or weekends, of all the year or a season. */
public final class AverageDayView extends AverageView {

    private static final String SAVED_KIND = "days";
    private static final int HOURS = 24;
    private static final int LEAST_DAYS = 7;

    private enum Kind {
        ALL, WEEKDAYS, WEEKENDS
    }

    private volatile Kind kind;

    /** Gets what views of figures work with. */
    @Inject
    public AverageDayView(ViewFrame frame, FigureServices services) {
        super(frame, services);
        kind = Choices.saved(frame, SAVED_KIND, Kind.class).orElse(Kind.ALL);
    }

    @Override
    List<Category> categories() {
        var format = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT);
        var hours = new ArrayList<Category>();
        for (int hour = 0; hour < HOURS; hour++) {
            String from = format.format(LocalTime.of(hour, 0));
            hours.add(new Category(from, from + "–" + format.format(LocalTime.of((hour + 1) % HOURS, 0)),
                    LocalTime.of(hour, 0).toString(), false, hour));
        }
        return hours;
    }

    @Override
    DayFilter days() {
        return switch (kind) {
            case ALL -> DayFilter.ALL;
            case WEEKDAYS -> DayFilter.WEEKDAYS;
            case WEEKENDS -> DayFilter.WEEKENDS;
        };
    }

    @Override
    AverageAmounts.Of of() {
        return AverageAmounts.Of.HOURS_OF_THE_DAY;
    }

    @Override
    String total(String amount) {
        return Messages.bind(Messages.AverageADay, amount);
    }

    @Override
    int leastDays() {
        return LEAST_DAYS;
    }

    @Override
    Column firstColumn() {
        return new Column(Messages.ColumnHour, "hour", false);
    }

    @Override
    public void fillMenu(IMenuManager menu) {
        for (var one : Kind.values()) {
            menu.add(Choices.radio(words(one), kind == one, () -> {
                kind = one;
                host.refresh();
            }));
        }
        menu.add(new Separator());
        super.fillMenu(menu);
    }

    private static String words(Kind kind) {
        return switch (kind) {
            case ALL -> Messages.AverageAll;
            case WEEKDAYS -> Messages.AverageWeekdays;
            case WEEKENDS -> Messages.AverageWeekends;
        };
    }

    @Override
    public String variant() {
        return Stream.of(kind == Kind.ALL ? "" : words(kind), super.variant())
                .filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    @Override
    public void saveState(IMemento memento) {
        super.saveState(memento);
        memento.putString(SAVED_KIND, kind.name());
    }
}
