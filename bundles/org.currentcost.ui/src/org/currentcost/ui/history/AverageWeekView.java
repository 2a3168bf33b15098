package org.currentcost.ui.history;

import jakarta.inject.Inject;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import org.currentcost.accounting.AverageAmounts;
import org.currentcost.analysis.DayFilter;
import org.currentcost.model.UserLocale;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.TableData.Column;
import org.currentcost.ui.kit.ViewFrame;

/** The mean of each day of the week, weekends in a lighter tone. */
public final class AverageWeekView extends AverageView {

    private static final int FOUR_WEEKS = 28;

    /** Gets what views of figures work with. */
    @Inject
    public AverageWeekView(ViewFrame frame, FigureServices services) {
        super(frame, services);
    }

    @Override
    List<Category> categories() {
        var locale = UserLocale.formats();
        return UserLocale.daysOfWeek(locale).stream()
                .map(day -> new Category(day.getDisplayName(TextStyle.SHORT_STANDALONE, locale),
                        day.getDisplayName(TextStyle.FULL_STANDALONE, locale), day.name().toLowerCase(Locale.ROOT),
                        DayFilter.WEEKENDS.weekdays().contains(day), day.ordinal()))
                .toList();
    }

    @Override
    DayFilter days() {
        return DayFilter.ALL;
    }

    @Override
    AverageAmounts.Of of() {
        return AverageAmounts.Of.DAYS_OF_THE_WEEK;
    }

    @Override
    String total(String amount) {
        return Messages.bind(Messages.AverageAWeek, amount);
    }

    @Override
    int leastDays() {
        return FOUR_WEEKS;
    }

    @Override
    Column firstColumn() {
        return new Column(Messages.ColumnWeekday, "weekday", false);
    }
}
