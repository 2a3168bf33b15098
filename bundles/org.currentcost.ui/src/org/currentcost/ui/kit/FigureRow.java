package org.currentcost.ui.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.currentcost.accounting.Sensor;
import org.currentcost.model.Reading;
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
    /** Older temperatures are grey: they are told every few seconds, though kept when they change. */
    private static final Duration STALE_TEMPERATURE = Duration.ofSeconds(18);
    private static final Figures.Figure UNKNOWN = new Figures.Figure("–", "");

    private final Composite row;
    private final AmountWords dates;
    private final LocalResourceManager resources;
    private final List<Block> blocks = new ArrayList<>();
    private int sensors;

    public FigureRow(Composite parent, AmountWords dates) {
        this.dates = dates;
        row = new Composite(parent, SWT.NONE);
        RowLayoutFactory.swtDefaults().wrap(true).spacing(36).margins(0, 0).applyTo(row);
        resources = new LocalResourceManager(JFaceResources.getResources(), row);
    }

    public Control control() {
        return row;
    }

    /**
     * What the power of now costs.
     *
     * @param figure an hour
     * @param price  of a kilowatt-hour, in words
     * @param stale  whether the power no longer holds
     */
    public record Cost(Figures.Figure figure, String price, boolean stale) {
    }

    /**
     * Shows what each sensor says, what it costs where there is a tariff, and the temperature if known.
     *
     * @param temperature as it is to be shown
     */
    public void show(Map<Sensor, Optional<LivePower.Value>> latest, Optional<Cost> cost, Optional<Reading> temperature,
            Instant now) {
        arrange(latest.size());
        int i = 0;
        for (var entry : latest.entrySet()) {
            var value = entry.getValue();
            blocks.get(i++).show(SeriesNames.full(entry.getKey()),
                    value.map(LivePower.Value::milliwatts).map(Figures::power),
                    value.map(one -> age(one.time(), one.stale(), now)).orElse(""),
                    value.filter(LivePower.Value::stale).isPresent());
        }
        var costs = blocks.get(i++);
        cost.ifPresent(one -> costs.show(Messages.LiveCost, Optional.of(one.figure()), one.price(), one.stale()));
        costs.setIncluded(cost.isPresent());
        // Beside a power the age says it for both.
        Optional<Reading> dated = temperature
                .filter(reading -> latest.values().stream().noneMatch(Optional::isPresent));
        blocks.get(i).show(Messages.Temperature, temperature.map(Reading::total).map(Figures::temperature),
                dated.map(reading -> age(reading.time(), isOld(reading, now), now)).orElse(""),
                latest.values().stream().flatMap(Optional::stream).findFirst().map(LivePower.Value::stale)
                        .orElseGet(() -> dated.filter(reading -> isOld(reading, now)).isPresent()));
        blocks.get(i).setVisible(temperature.isPresent());
        row.layout(true, true);
        row.requestLayout();
    }

    private static boolean isOld(Reading temperature, Instant now) {
        return temperature.time().plus(STALE_TEMPERATURE).isBefore(now);
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
        // What it costs, and the temperature.
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

        public void show(String title, Optional<Figures.Figure> figure, String note, boolean stale) {
            set(name, title);
            canvas.show(figure.orElse(UNKNOWN), stale);
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
