package org.currentcost.ui.kit;

import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.model.UserLocale;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/**
 * The shared span of time and the shared unit, above the views. Where the window is too narrow for all of its buttons,
 * as with a large font, the lengths of time and the units are menus.
 */
public final class TimeRangeBar {

    private static final int TICK_MILLIS = 1000;
    private static final int LAID_OUT_MILLIS = 50;
    private static final String NO_CURRENCY = "¤";

    private final FigureServices services;
    private final Composite line;
    private final Composite box;
    private final ToolBar lengths;
    private final ToolBar amounts;
    private final Map<TimeRangeService.Preset, ToolItem> presets = new EnumMap<>(TimeRangeService.Preset.class);
    private final Map<AmountUnit, ToolItem> units = new EnumMap<>(AmountUnit.class);
    private Optional<ToolItem> length = Optional.empty();
    private Optional<ToolItem> unit = Optional.empty();
    private final ToolItem exact;
    private final ToolItem back;
    private final ToolItem forward;
    /** What all buttons need besides their texts. */
    private int besidesTexts;
    private boolean fitting;

    /** Makes it in the line above the views. */
    @Inject
    public TimeRangeBar(Composite line, FigureServices services) {
        this.line = line;
        this.services = services;
        box = new Composite(line, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(6, 0).spacing(0, 0).numColumns(5).applyTo(box);
        // With icons and texts in one bar, GTK keeps room for both in each button.
        lengths = bar();
        var time = services.time();
        var before = bar();
        back = icon(before, "range-back", Messages.TimeBack, time::back);
        forward = icon(before, "range-forward", Messages.TimeForward, time::forward);
        icon(before, "earlier", Messages.TimeEarlier, time::earlier);
        exact = item(bar(), SWT.PUSH, "", Messages.TimeExact);
        exact.addSelectionListener(SelectionListener
                .widgetSelectedAdapter(event -> ExactRangeDialog.show(box.getShell(), services)));
        var after = bar();
        icon(after, "later", Messages.TimeLater, time::later);
        icon(after, "now", Messages.TimeNow, time::now);
        amounts = bar();
        fill(false);
        time.shown().listen(box, shown -> show());
        services.choices().unit().listen(box, chosen -> show());
        Pulse.start(box, () -> services.household().revision(), this::showCurrency);
        Listener resized = event -> fit();
        line.addListener(SWT.Resize, resized);
        box.addDisposeListener(event -> line.removeListener(SWT.Resize, resized));
        tick();
    }

    private ToolBar bar() {
        var bar = new ToolBar(box, SWT.FLAT | SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).applyTo(bar);
        return bar;
    }

    private void fill(boolean folded) {
        Stream.of(lengths, amounts).flatMap(bar -> Arrays.stream(bar.getItems())).forEach(ToolItem::dispose);
        presets.clear();
        units.clear();
        length = folded ? Optional.of(menu(lengths, this::fillLengths)) : Optional.empty();
        if (!folded) {
            for (var preset : TimeRangeService.Preset.values()) {
                presets.put(preset, radio(lengths, label(preset),
                        Messages.bind(Messages.TimePresetTooltip, label(preset)),
                        () -> services.time().show(preset)));
            }
        }
        new ToolItem(lengths, SWT.SEPARATOR);
        new ToolItem(amounts, SWT.SEPARATOR);
        unit = folded ? Optional.of(menu(amounts, this::fillUnits)) : Optional.empty();
        if (!folded) {
            for (var one : AmountUnit.values()) {
                units.put(one, radio(amounts, label(one), Messages.bind(Messages.UnitTooltip, label(one)),
                        () -> services.choices().unit().set(one)));
            }
        }
        show();
    }

    private void fillLengths(Menu menu) {
        for (var preset : TimeRangeService.Preset.values()) {
            entry(menu, Messages.bind(Messages.TimePresetTooltip, label(preset)), isShown(preset),
                    () -> services.time().show(preset));
        }
    }

    private void fillUnits(Menu menu) {
        for (var one : AmountUnit.values()) {
            entry(menu, Messages.bind(Messages.UnitTooltip, label(one)), one == services.choices().unit().get(),
                    () -> services.choices().unit().set(one));
        }
    }

    private static void entry(Menu menu, String text, boolean chosen, Runnable work) {
        var entry = new MenuItem(menu, SWT.RADIO);
        entry.setText(text);
        entry.setSelection(chosen);
        entry.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            if (entry.getSelection()) {
                work.run();
            }
        }));
    }

    /** {@return a button that opens a menu, wherever it is pressed} */
    private static ToolItem menu(ToolBar bar, Consumer<Menu> fill) {
        var item = new ToolItem(bar, SWT.DROP_DOWN);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            var menu = new Menu(bar);
            fill.accept(menu);
            var bounds = item.getBounds();
            menu.setLocation(bar.toDisplay(bounds.x, bounds.y + bounds.height));
            menu.addListener(SWT.Hide, hidden -> bar.getDisplay().asyncExec(menu::dispose));
            menu.setVisible(true);
        }));
        return item;
    }

    private static ToolItem radio(ToolBar bar, String text, String tooltip, Runnable work) {
        var item = item(bar, SWT.RADIO, text, tooltip);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            if (item.getSelection()) {
                work.run();
            }
        }));
        return item;
    }

    private static ToolItem item(ToolBar bar, int style, String text, String tooltip) {
        var item = new ToolItem(bar, style);
        item.setText(padded(text));
        item.setToolTipText(tooltip);
        return item;
    }

    /** Tool items have no padding of their own. */
    private static String padded(String text) {
        return "\u2009" + text + "\u2009";
    }

    private static ToolItem icon(ToolBar bar, String name, String tooltip, Runnable work) {
        var item = new ToolItem(bar, SWT.PUSH);
        item.setImage(StateMarks.image(name));
        item.setToolTipText(tooltip);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> work.run()));
        return item;
    }

    private void tick() {
        if (!box.isDisposed()) {
            services.time().tick();
            // Where much else is to be done, GTK has laid out the last text later than was waited for.
            fit();
            box.getDisplay().timerExec(TICK_MILLIS, this::tick);
        }
    }

    private void show() {
        var shown = services.time().shown().get();
        presets.forEach((preset, item) -> item.setSelection(isShown(preset)));
        units.forEach((one, item) -> item.setSelection(one == services.choices().unit().get()));
        back.setEnabled(services.time().canGoBack());
        forward.setEnabled(services.time().canGoForward());
        length.ifPresent(item -> {
            String text = Arrays.stream(TimeRangeService.Preset.values()).filter(this::isShown).findFirst()
                    .map(TimeRangeBar::label).orElse("…");
            set(item, text, Messages.bind(Messages.TimeLength, text));
        });
        unit.ifPresent(item -> {
            String text = label(services.choices().unit().get());
            set(item, text, Messages.bind(Messages.UnitChoose, text));
        });
        var zone = services.store().zone();
        set(exact, RangeLabel.of(shown.range(), services.clock().instant().atZone(zone), UserLocale.formats()),
                Messages.bind(Messages.TimeExactTooltip, services.words().range(shown.range())));
    }

    private boolean isShown(TimeRangeService.Preset preset) {
        var shown = services.time().shown().get();
        return preset == TimeRangeService.Preset.ALL
                ? shown.all()
                : shown.length().filter(preset.length()::equals).isPresent();
    }

    private void set(ToolItem item, String text, String tooltip) {
        if (!padded(text).equals(item.getText())) {
            item.setText(padded(text));
            item.setToolTipText(tooltip);
            fit();
        }
    }

    /** Takes the room that is needed when GTK has laid out what is new: before, it tells the old size. */
    private void fit() {
        if (!fitting) {
            fitting = true;
            box.getDisplay().timerExec(LAID_OUT_MILLIS, () -> {
                fitting = false;
                if (!box.isDisposed()) {
                    takeRoom();
                }
            });
        }
    }

    private void takeRoom() {
        int room = line.getClientArea().width;
        Point needed = box.computeSize(SWT.DEFAULT, SWT.DEFAULT, true);
        if (room == 0) {
            // The window is not open yet.
            return;
        }
        if (length.isEmpty()) {
            besidesTexts = needed.x - textsWidth();
        }
        boolean fold = besidesTexts + textsWidth() > room;
        if (fold == length.isEmpty()) {
            fill(fold);
            fit();
        } else if (!box.getSize().equals(needed)) {
            box.requestLayout();
        }
    }

    /** {@return the pixels of the texts of all buttons, were none in a menu} */
    private int textsWidth() {
        var gc = new GC(lengths);
        try {
            return Stream.concat(Stream.of(exact.getText()), Stream.concat(
                    Arrays.stream(TimeRangeService.Preset.values()).map(TimeRangeBar::label),
                    Arrays.stream(AmountUnit.values()).map(this::label)).map(TimeRangeBar::padded))
                    .mapToInt(text -> gc.textExtent(text).x).sum();
        } finally {
            gc.dispose();
        }
    }

    /** Another tariff may have another currency. */
    private void showCurrency() {
        show();
        String text = label(AmountUnit.MONEY);
        Optional.ofNullable(units.get(AmountUnit.MONEY))
                .ifPresent(item -> set(item, text, Messages.bind(Messages.UnitTooltip, text)));
    }

    /** {@return the short words for a length of time} */
    public static String label(TimeRangeService.Preset preset) {
        return switch (preset) {
            case HOUR -> Messages.SpanHour;
            case SIX_HOURS -> Messages.SpanSixHours;
            case DAY -> Messages.SpanDay;
            case WEEK -> Messages.SpanWeek;
            case MONTH -> Messages.SpanMonth;
            case YEAR -> Messages.SpanYear;
            case ALL -> Messages.SpanAll;
        };
    }

    private String label(AmountUnit unit) {
        return switch (unit) {
            case ENERGY -> "kWh";
            case MONEY -> {
                String symbol = services.amounts().currencySymbol(UserLocale.formats());
                yield symbol.equals(NO_CURRENCY) ? Messages.UnitMoney : symbol;
            }
            case CARBON -> "CO₂";
        };
    }
}
