package org.currentcost.ui.kit;

import java.util.EnumMap;
import java.util.Map;
import org.currentcost.accounting.AmountUnit;
import org.currentcost.model.UserLocale;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.menus.WorkbenchWindowControlContribution;

/** The shared span of time and the shared unit, in the window's tool bar. */
public final class TimeRangeBar extends WorkbenchWindowControlContribution {

    private static final int TICK_MILLIS = 1000;
    private static final int LAID_OUT_MILLIS = 50;
    private static final String NO_CURRENCY = "¤";

    private final Map<TimeRangeService.Preset, ToolItem> presets = new EnumMap<>(TimeRangeService.Preset.class);
    private final Map<AmountUnit, ToolItem> units = new EnumMap<>(AmountUnit.class);
    private FigureServices services;
    private ToolBar bar;
    private ToolItem exact;
    private ToolItem back;
    private ToolItem forward;

    @Override
    protected Control createControl(Composite parent) {
        // The window is not there yet the first time that this is asked.
        services = Services.find(FigureServices.class).orElseThrow();
        var time = services.time();
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(6, 0).applyTo(box);
        bar = new ToolBar(box, SWT.FLAT | SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().grab(true, true).align(SWT.FILL, SWT.CENTER).applyTo(bar);
        for (var preset : TimeRangeService.Preset.values()) {
            var item = item(SWT.RADIO, label(preset), Messages.bind(Messages.TimePresetTooltip, label(preset)));
            item.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
                if (item.getSelection()) {
                    time.show(preset);
                }
            }));
            presets.put(preset, item);
        }
        new ToolItem(bar, SWT.SEPARATOR);
        back = icon("range-back", Messages.TimeBack, time::back);
        forward = icon("range-forward", Messages.TimeForward, time::forward);
        icon("earlier", Messages.TimeEarlier, time::earlier);
        exact = item(SWT.PUSH, "", Messages.TimeExact);
        exact.addSelectionListener(SelectionListener
                .widgetSelectedAdapter(event -> ExactRangeDialog.show(bar.getShell(), services)));
        icon("later", Messages.TimeLater, time::later);
        icon("now", Messages.TimeNow, time::now);
        new ToolItem(bar, SWT.SEPARATOR);
        for (var unit : AmountUnit.values()) {
            var item = item(SWT.RADIO, label(unit), Messages.bind(Messages.UnitTooltip, label(unit)));
            item.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
                if (item.getSelection()) {
                    services.choices().unit().set(unit);
                }
            }));
            units.put(unit, item);
        }
        time.shown().listen(bar, shown -> show());
        services.choices().unit().listen(bar, unit -> show());
        Pulse.start(bar, () -> services.household().revision(), this::showCurrency);
        show();
        tick();
        return box;
    }

    private ToolItem item(int style, String text, String tooltip) {
        var item = new ToolItem(bar, style);
        item.setText(padded(text));
        item.setToolTipText(tooltip);
        return item;
    }

    /** Tool items have no padding of their own. */
    private static String padded(String text) {
        return "\u2009" + text + "\u2009";
    }

    private ToolItem icon(String name, String tooltip, Runnable work) {
        var item = new ToolItem(bar, SWT.PUSH);
        item.setImage(StateMarks.image(name));
        item.setToolTipText(tooltip);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> work.run()));
        return item;
    }

    private void tick() {
        if (!bar.isDisposed()) {
            services.time().tick();
            // Where much else is to be done, GTK has laid out the last text later than was waited for.
            takeRoom();
            bar.getDisplay().timerExec(TICK_MILLIS, this::tick);
        }
    }

    private void show() {
        var shown = services.time().shown().get();
        presets.forEach((preset, item) -> item.setSelection(preset == TimeRangeService.Preset.ALL
                ? shown.all()
                : shown.length().filter(preset.length()::equals).isPresent()));
        units.forEach((unit, item) -> item.setSelection(unit == services.choices().unit().get()));
        back.setEnabled(services.time().canGoBack());
        forward.setEnabled(services.time().canGoForward());
        var zone = services.store().zone();
        String text = padded(RangeLabel.of(shown.range(), services.clock().instant().atZone(zone),
                UserLocale.formats()));
        if (!text.equals(exact.getText())) {
            exact.setText(text);
            exact.setToolTipText(Messages.bind(Messages.TimeExactTooltip, services.words().range(shown.range())));
            fit();
        }
    }

    /** Takes the room that is needed, and again when GTK has laid out the new text: before, it tells the old size. */
    private void fit() {
        takeRoom();
        bar.getDisplay().timerExec(LAID_OUT_MILLIS, () -> {
            if (!bar.isDisposed()) {
                takeRoom();
            }
        });
    }

    /** The window's tool bar keeps for this one the room that it needed first; what no longer fits would be cut off. */
    private void takeRoom() {
        Control box = bar.getParent();
        int width = box.computeSize(SWT.DEFAULT, SWT.DEFAULT, true).x;
        for (Control at = box; at.getParent() != null; at = at.getParent()) {
            if (at.getParent() instanceof ToolBar window) {
                for (var item : window.getItems()) {
                    if (item.getControl() == at && item.getWidth() != width) {
                        item.setWidth(width);
                        // The frame around it goes by the size that it has, and not by the one that it needs.
                        window.pack();
                        window.getParent().requestLayout();
                    }
                }
                break;
            }
        }
    }

    /** Another tariff may have another currency. */
    private void showCurrency() {
        var item = units.get(AmountUnit.MONEY);
        String text = padded(label(AmountUnit.MONEY));
        if (!text.equals(item.getText())) {
            item.setText(text);
            item.setToolTipText(Messages.bind(Messages.UnitTooltip, label(AmountUnit.MONEY)));
            fit();
        }
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
