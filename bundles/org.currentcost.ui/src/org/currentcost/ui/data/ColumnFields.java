package org.currentcost.ui.data;

import java.util.ArrayList;
import java.util.List;
import org.currentcost.imports.CsvColumn;
import org.currentcost.imports.CsvMapping;
import org.currentcost.model.SensorNumber;
import org.currentcost.ui.kit.FontRoom;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;

/** What each column of a table means, and of which sensor: a choice above the other, beside those of other columns. */
final class ColumnFields {

    private static final int COLUMNS_HEIGHT = 110;
    private static final int NAME_LENGTH = 24;

    private final ScrolledComposite scrolled;
    private final Composite columns;
    private final Runnable changed;
    private final List<Combo> kinds = new ArrayList<>();
    private final List<Spinner> sensors = new ArrayList<>();

    /** @param changed is called when another meaning or sensor is chosen */
    ColumnFields(Composite parent, Runnable changed) {
        this.changed = changed;
        scrolled = new ScrolledComposite(parent, SWT.H_SCROLL | SWT.V_SCROLL);
        GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, FontRoom.height(scrolled, COLUMNS_HEIGHT))
                .applyTo(scrolled);
        columns = new Composite(scrolled, SWT.NONE);
        scrolled.setContent(columns);
    }

    /** Makes them anew. @param names of the columns in the file @param mapping what is guessed of them */
    void show(List<String> names, CsvMapping mapping) {
        for (var child : columns.getChildren()) {
            child.dispose();
        }
        kinds.clear();
        sensors.clear();
        GridLayoutFactory.fillDefaults().numColumns(Math.max(1, names.size())).spacing(8, 4).applyTo(columns);
        for (String name : names) {
            new Label(columns, SWT.NONE).setText(shortened(name));
        }
        for (int i = 0; i < names.size(); i++) {
            var kind = new Combo(columns, SWT.READ_ONLY);
            for (var one : CsvColumn.Kind.values()) {
                kind.add(words(one));
            }
            var column = i < mapping.columns().size()
                    ? mapping.columns().get(i)
                    : CsvColumn.of(CsvColumn.Kind.IGNORED);
            kind.select(column.kind().ordinal());
            kind.setToolTipText(name(names, i));
            kind.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> changed.run()));
            kinds.add(kind);
        }
        for (int i = 0; i < names.size(); i++) {
            var row = new Composite(columns, SWT.NONE);
            GridLayoutFactory.fillDefaults().numColumns(2).applyTo(row);
            new Label(row, SWT.NONE).setText(Messages.ColumnsSensor);
            var sensor = new Spinner(row, SWT.BORDER);
            sensor.setMaximum(SensorNumber.OWN.last());
            sensor.setSelection(i < mapping.columns().size() ? mapping.columns().get(i).sensor() : 0);
            sensor.setToolTipText(Messages.ColumnsSensor);
            sensor.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> changed.run()));
            sensors.add(sensor);
        }
        columns.setSize(columns.computeSize(SWT.DEFAULT, SWT.DEFAULT));
        columns.layout();
        // No higher than they are: below them are the rows as they are understood.
        ((GridData) scrolled.getLayoutData()).heightHint = columns.getSize().y
                + scrolled.getHorizontalBar().getSize().y;
        scrolled.requestLayout();
    }

    /** {@return what is chosen} @param before what was meant before: of it the clamps stay */
    List<CsvColumn> chosen(CsvMapping before) {
        var chosen = new ArrayList<CsvColumn>();
        for (int i = 0; i < kinds.size(); i++) {
            var kind = kind(kinds.get(i));
            int clamp = kind.isValue() && i < before.columns().size() ? before.columns().get(i).channel() : 1;
            chosen.add(new CsvColumn(kind, kind.isValue() ? sensors.get(i).getSelection() : 0, clamp));
        }
        return chosen;
    }

    /** Shows the sensors of columns that have values. */
    void showSensors() {
        for (int i = 0; i < kinds.size(); i++) {
            sensors.get(i).getParent().setVisible(kind(kinds.get(i)).isValue());
        }
    }

    /** {@return what the columns are called: as in the file, and as what they are meant if they are} */
    List<String> titles() {
        return kinds.stream().map(one -> kind(one) == CsvColumn.Kind.IGNORED
                ? shortened(one.getToolTipText())
                : Messages.bind(Messages.ColumnsNamed, shortened(one.getToolTipText()), one.getText())).toList();
    }

    private static CsvColumn.Kind kind(Combo combo) {
        return CsvColumn.Kind.values()[combo.getSelectionIndex()];
    }

    /** Shows the first column. */
    void revealFirst() {
        scrolled.setOrigin(0, 0);
    }

    /** When it is known how much room there is. */
    void revealElectricLater() {
        scrolled.getDisplay().asyncExec(() -> {
            if (!scrolled.isDisposed()) {
                revealElectric();
            }
        });
    }

    /** What is asked about is a value; in a wide table it may stand far to the right. */
    private void revealElectric() {
        kinds.stream().filter(ColumnFields::isElectric).findFirst()
                .ifPresent(kind -> scrolled.setOrigin(kind.getLocation().x, 0));
    }

    private static boolean isElectric(Combo combo) {
        var kind = kind(combo);
        return kind.isValue() && kind != CsvColumn.Kind.CELSIUS;
    }

    private static String name(List<String> names, int index) {
        return names.get(index).isBlank()
                ? Messages.bind(Messages.ColumnsNumber, Integer.toString(index + 1))
                : names.get(index);
    }

    static String shortened(String name) {
        return name.length() <= NAME_LENGTH ? name : name.substring(0, NAME_LENGTH - 1) + "…";
    }

    private static String words(CsvColumn.Kind kind) {
        return switch (kind) {
            case IGNORED -> Messages.KindIgnored;
            case TIME -> Messages.KindTime;
            case CLOCK -> Messages.KindClock;
            case END -> Messages.KindEnd;
            case SENSOR -> Messages.KindSensor;
            case NAME -> Messages.KindName;
            case CHANNEL -> Messages.KindChannel;
            case UNIT -> Messages.KindUnit;
            case ZONE -> Messages.KindZone;
            case COVERED_SECONDS -> Messages.KindCovered;
            case MISSING_SHARE -> Messages.KindMissing;
            case TEXT -> Messages.KindText;
            case WATTS -> Messages.KindWatts;
            case KILOWATTS -> Messages.KindKilowatts;
            case WATT_HOURS -> Messages.KindWattHours;
            case KILOWATT_HOURS -> Messages.KindKilowattHours;
            case WATT_HOUR_COUNT -> Messages.KindWattHourCount;
            case KILOWATT_HOUR_COUNT -> Messages.KindKilowattHourCount;
            case CELSIUS -> Messages.KindCelsius;
        };
    }
}
