package org.currentcost.ui.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.currentcost.accounting.LiveNow;
import org.currentcost.accounting.LivePower;
import org.currentcost.accounting.TodaySoFar;
import org.currentcost.analysis.PriceSource;
import org.currentcost.model.QuantityFormat;
import org.currentcost.model.QuantityText;
import org.currentcost.recorder.StateWords;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.RowLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** The figures that people look for: large, with a smaller unit, the name above and the age below. */
public final class FigureRow {

    private static final float LARGE = 3f;
    private static final float MEDIUM = 1.8f;
    private static final float UNIT = 0.5f;

    private final Composite row;
    private final AmountWords dates;
    private final LocalResourceManager resources;
    private final List<Block> blocks = new ArrayList<>();
    private int sensors;

    /** Makes the row's widgets in {@code parent}, which lays them out. UI thread only. @param dates words for ages */
    public FigureRow(Composite parent, AmountWords dates) {
        this.dates = dates;
        row = new Composite(parent, SWT.NONE);
        RowLayoutFactory.swtDefaults().wrap(true).spacing(36).margins(0, 0).applyTo(row);
        resources = new LocalResourceManager(JFaceResources.getResources(), row);
    }

    /** {@return what holds the figures, to be laid out} */
    public Control control() {
        return row;
    }

    /**
     * Shows what each sensor says, what it costs where there is a tariff, the first one's today so far, and the
     * temperature if known.
     *
     * @param today   of the first one, if it is known
     * @param amounts words for that
     */
    public void show(LiveNow shown, Optional<TodaySoFar> today, AmountWords amounts, Instant now) {
        arrange(shown.powers().size());
        int i = 0;
        var sensors = shown.powers().stream().map(LiveNow.Sensed::sensor).toList();
        for (var one : shown.powers()) {
            var value = one.power();
            blocks.get(i++).show(SeriesNames.full(one.sensor(), sensors),
                    value.map(LivePower.Value::power).map(Quantities::power),
                    value.map(power -> age(power.time(), power.stale(), now)).orElse(""),
                    value.filter(LivePower.Value::stale).isPresent());
        }
        var costs = blocks.get(i++);
        shown.cost().ifPresent(cost -> costs.show(Messages.LiveCost,
                Optional.of(Quantities.format().rate(cost.perHour(), cost.currency(), "/h")), price(cost),
                cost.stale()));
        costs.setIncluded(shown.cost().isPresent());
        var soFar = blocks.get(i++);
        var known = today.filter(one -> one.energy().today().hasAmount());
        known.ifPresent(one -> soFar.show(Messages.Today, Optional.of(TodayWords.energy(one)),
                TodayWords.of(one, amounts), false));
        soFar.setIncluded(known.isPresent());
        var power = shown.powers().stream().flatMap(one -> one.power().stream()).findFirst();
        var temperature = shown.temperature();
        // Beside a power the age says it for both.
        var dated = temperature.filter(reported -> power.isEmpty());
        blocks.get(i).show(Messages.Temperature,
                temperature.map(LiveNow.Temperature::milliCelsius).map(Quantities::temperature),
                dated.map(reported -> age(reported.time(), reported.stale(), now)).orElse(""),
                power.map(LivePower.Value::stale)
                        .orElseGet(() -> dated.filter(LiveNow.Temperature::stale).isPresent()));
        blocks.get(i).setVisible(temperature.isPresent());
        row.layout(true, true);
        row.requestLayout();
    }

    private static String price(LiveNow.Cost cost) {
        String perUnit = Quantities.format().price(cost.price().perKilowattHour(), cost.currency(), "/kWh").toString();
        var source = cost.price().source();
        return source.name().isEmpty() || source.kind() != PriceSource.Kind.BAND
                ? perUnit
                : Messages.bind(Messages.LivePriceOf, perUnit, source.name());
    }

    /** What no longer holds says since when. */
    private String age(Instant time, boolean stale, Instant now) {
        String age = StateWords.age(time, now);
        return stale ? Messages.bind(Messages.LiveStale, age, dates.since(time, now)) : age;
    }

    private void arrange(int wanted) {
        if (!blocks.isEmpty() && wanted == sensors) {
            return;
        }
        blocks.forEach(Block::dispose);
        blocks.clear();
        sensors = wanted;
        for (int i = 0; i < wanted; i++) {
            blocks.add(new Block(i == 0 ? LARGE : MEDIUM));
        }
        // What it costs, today so far, and the temperature.
        blocks.add(new Block(MEDIUM));
        blocks.add(new Block(MEDIUM));
        blocks.add(new Block(MEDIUM));
    }

    private final class Block {

        private final Composite box = new Composite(row, SWT.NONE);
        private final Label name = new Label(box, SWT.NONE);
        private final FigureCanvas canvas;
        private final Label age;

        Block(float scale) {
            GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(box);
            canvas = new FigureCanvas(box, font(scale), font(Math.max(1, scale * UNIT)));
            age = new Label(box, SWT.NONE);
            GridDataFactory.fillDefaults().grab(true, false).applyTo(age);
        }

        private Font font(float scale) {
            var standard = JFaceResources.getDefaultFont().getFontData()[0];
            return resources.create(FontDescriptor.createFrom(JFaceResources.getDefaultFont())
                    .setHeight(Math.round(standard.getHeight() * scale)));
        }

        public void show(String title, Optional<QuantityText> figure, String note, boolean stale) {
            set(name, title);
            canvas.show(figure.orElse(QuantityFormat.UNKNOWN), stale);
            set(age, note);
        }

        /** Takes no room either while it is not there. */
        void setIncluded(boolean included) {
            box.setVisible(included);
            var data = new RowData();
            data.exclude = !included;
            box.setLayoutData(data);
        }

        void setVisible(boolean visible) {
            box.setVisible(visible);
        }

        void dispose() {
            box.dispose();
        }

        private void set(Label label, String text) {
            if (!label.getText().equals(text)) {
                label.setText(text);
            }
        }
    }
}
