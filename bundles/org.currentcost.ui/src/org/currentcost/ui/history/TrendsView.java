package org.currentcost.ui.history;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.accounting.PastTrends;
import org.currentcost.accounting.PatternReader;
import org.currentcost.accounting.PeriodRule;
import org.currentcost.analysis.PeriodKind;
import org.currentcost.analysis.Trend;
import org.currentcost.model.TimeRange;
import org.currentcost.model.UserLocale;
import org.currentcost.store.StoreException;
import org.currentcost.ui.charts.SeriesColors;
import org.currentcost.ui.kit.AmountWords;
import org.currentcost.ui.kit.FigureDelegate;
import org.currentcost.ui.kit.FigureQuestion;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FigureView;
import org.currentcost.ui.kit.Quantities;
import org.currentcost.ui.kit.TableData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** The past in sentences: extremes, comparisons, habits, base load and peak. Of the first sensor that is chosen. */
public final class TrendsView implements FigureDelegate<PastTrends> {

    private static final int LEAST_DAYS = 31;
    private static final int MARGIN = 12;
    private static final int LINE_SPACING = 4;
    /** Tells the theme that a widget has colours of its own. */
    private static final String CSS_DISABLED = "org.eclipse.e4.ui.css.disabled";

    private StyledText text;

    private final FigureServices services;

    /** Gets what views of figures work with. */
    @Inject
    public TrendsView(FigureServices services) {
        this.services = services;
    }

    @Override
    public Control createChart(Composite parent, FigureView<PastTrends> host) {
        text = new StyledText(parent, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        text.setMargins(MARGIN, MARGIN, MARGIN, MARGIN);
        text.setLineSpacing(LINE_SPACING);
        text.setCaret(null);
        // Colours as the charts around it, which look them up at every painting, too.
        text.setData(CSS_DISABLED, Boolean.TRUE);
        text.addListener(SWT.Paint, event -> colour());
        return text;
    }

    private void colour() {
        var ground = SeriesColors.ground(text.getParent());
        if (!ground.equals(text.getBackground().getRGB())) {
            text.setBackground(new Color(ground));
            text.setForeground(new Color(SeriesColors.text(text.getParent())));
        }
    }

    @Override
    public boolean showsOneSensor() {
        return true;
    }

    @Override
    public TimeRange rangeFor(TimeRange shared) {
        return PeriodRule.atLeast(shared, LEAST_DAYS, services.store().zone());
    }

    @Override
    public PastTrends answer(FigureQuestion question, Runnable check) throws StoreException {
        return new PatternReader(services.accounting()).trends(question.sensors().getFirst(), question.range(),
                question.unit());
    }

    @Override
    public void show(FigureQuestion question, PastTrends facts) {
        var sentences = facts.trends().stream().map(trend -> sentence(trend, question.unit())).toList();
        text.setText(sentences.isEmpty() ? Messages.TrendsTooLittle : String.join("\n\n", sentences));
    }

    private String sentence(Trend trend, AmountUnit unit) {
        var words = services.words();
        String sentence = switch (trend) {
            case Trend.Extremes extremes -> Messages.bind(
                    extremes.period() == PeriodKind.DAY ? Messages.TrendDays : Messages.TrendTwoHours,
                    new Object[]{words.amount(extremes.lowest().amount(), unit), when(words, extremes, false),
                        words.amount(extremes.highest().amount(), unit), when(words, extremes, true)});
            case Trend.Yesterday yesterday -> yesterday(words, yesterday, unit);
            case Trend.MonthRun run -> run(words, run, unit);
            case Trend.BusiestHours hours -> Messages.bind(Messages.TrendBusiestHours,
                    new Object[]{clock(words, hours.startHour()), clock(words, (hours.startHour() + 2) % 24),
                        words.amount(hours.mean().amount(), unit)});
            case Trend.BusiestWeekday weekday -> Messages.bind(Messages.TrendBusiestWeekday,
                    weekday.weekday().getDisplayName(TextStyle.FULL, UserLocale.formats()),
                    words.amount(weekday.mean().amount(), unit));
            case Trend.BaseLoad base ->
                Messages.bind(Messages.TrendBaseLoad, Quantities.power(base.power()).toString());
            case Trend.Peak peak -> {
                var at = peak.quarter().atZone(services.store().zone());
                yield Messages.bind(Messages.TrendPeak, new Object[]{Quantities.power(peak.power()).toString(),
                    words.date(at), words.time(at)});
            }
        };
        return sentence + " " + Messages.bind(Messages.TrendCoverage, words.percent(trend.coverage()));
    }

    private static String when(AmountWords words, Trend.Extremes extremes, boolean highest) {
        var sum = (highest ? extremes.highest() : extremes.lowest()).sum();
        return words.period(TimeRange.ofMillis(sum.startMillis(), sum.endMillis()), extremes.period());
    }

    private String yesterday(AmountWords words, Trend.Yesterday trend, AmountUnit unit) {
        String pattern = switch (trend.direction()) {
            case LOWER -> Messages.TrendYesterdayLess;
            case HIGHER -> Messages.TrendYesterdayMore;
            case SAME -> Messages.TrendYesterdaySame;
        };
        String weekday = ZonedDateTime.ofInstant(
                TimeRange.ofMillis(trend.yesterday().sum().startMillis(), trend.yesterday().sum().endMillis()).start(),
                services.store().zone()).getDayOfWeek().getDisplayName(TextStyle.FULL, UserLocale.formats());
        return Messages.bind(pattern, new Object[]{words.amount(trend.yesterday().amount(), unit), weekday,
            words.amount(trend.weekBefore().amount(), unit)});
    }

    private static String run(AmountWords words, Trend.MonthRun run, AmountUnit unit) {
        String pattern = switch (run.direction()) {
            case LOWER -> Messages.TrendMonthsLess;
            case HIGHER -> Messages.TrendMonthsMore;
            case SAME -> Messages.TrendMonthsSame;
        };
        return Messages.bind(pattern, new Object[]{run.months().size() - 1,
            words.amount(run.months().getLast().amount(), unit),
            words.amount(run.months().getFirst().amount(), unit)});
    }

    private String clock(AmountWords words, int hour) {
        return words.time(services.clock().instant().atZone(services.store().zone()).with(LocalTime.of(hour, 0)));
    }

    @Override
    public String caption(FigureQuestion question, PastTrends facts) {
        return facts.charged() && !facts.trends().isEmpty() ? Messages.TrendsStanding : "";
    }

    @Override
    public TableData table(FigureQuestion question, PastTrends facts) {
        var rows = new ArrayList<List<Object>>();
        for (var trend : facts.trends()) {
            rows.add(List.of(sentence(trend, question.unit()), new TableData.Share(trend.coverage())));
        }
        return new TableData(List.of(new TableData.Column(Messages.ColumnTrend, "trend", false),
                new TableData.Column(Messages.ColumnKnown, "known_share", true)), rows);
    }

    @Override
    public void writePng(OutputStream out, String heading, String caption) throws IOException {
        var size = text.getSize();
        var above = new TextLayout(text.getDisplay());
        var below = new TextLayout(text.getDisplay());
        for (var layout : List.of(above, below)) {
            layout.setFont(text.getFont());
            layout.setWidth(Math.max(1, size.x - 2 * MARGIN));
        }
        above.setText(heading);
        below.setText(caption);
        int top = above.getBounds().height + MARGIN;
        int bottom = below.getBounds().height + MARGIN;
        var image = new Image(text.getDisplay(), Math.max(1, size.x), top + Math.max(1, size.y) + bottom);
        var inner = new Image(text.getDisplay(), Math.max(1, size.x), Math.max(1, size.y));
        var gc = new GC(image);
        var innerGc = new GC(inner);
        try {
            gc.setBackground(text.getBackground());
            gc.setForeground(text.getForeground());
            gc.fillRectangle(image.getBounds());
            text.print(innerGc);
            gc.drawImage(inner, 0, top);
            above.draw(gc, MARGIN, MARGIN);
            below.draw(gc, MARGIN, top + size.y);
            var loader = new ImageLoader();
            loader.data = new ImageData[]{image.getImageData(text.getMonitor().getZoom())};
            loader.save(out, SWT.IMAGE_PNG);
        } catch (SWTException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            innerGc.dispose();
            gc.dispose();
            inner.dispose();
            image.dispose();
            above.dispose();
            below.dispose();
        }
    }

    @Override
    public void showEmpty(TimeRange range, String sentence, String link, Runnable action) {
        text.setText(sentence);
    }
}
