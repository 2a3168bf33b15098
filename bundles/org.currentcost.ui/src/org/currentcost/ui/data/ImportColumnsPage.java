package org.currentcost.ui.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.currentcost.imports.CsvMapping;
import org.currentcost.imports.CsvProposal;
import org.currentcost.imports.CsvSource;
import org.currentcost.imports.ImportException;
import org.currentcost.imports.ImportInput;
import org.currentcost.ui.kit.FieldRow;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FontRoom;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;

/** Says what each column of a CSV file is, as it was guessed, with the first rows as they are understood. */
final class ImportColumnsPage extends WizardPage {

    private static final int PREVIEW_ROWS = 20;
    private static final int TIME_WIDTH = 180;
    private static final char[] SEPARATORS = {',', ';', '\t', ' '};
    private static final List<String> TIMES = List.of("iso", "seconds", "milliseconds", "dd/MM/yyyy HH:mm",
            "MM/dd/yyyy HH:mm", "dd.MM.yyyy HH:mm");

    private final FigureServices services;
    private ImportInput input;
    private CsvMapping mapping;
    private List<String> doubts = List.of();
    private List<String> hints = List.of();
    private Combo separator;
    private Combo decimal;
    private Button header;
    private Button confirmed;
    private Combo time;
    private Text every;
    private Text names;
    private ColumnFields columns;
    private Table preview;
    private boolean updating;

    ImportColumnsPage(FigureServices services) {
        super("columns");
        this.services = services;
        mapping = CsvMapping.standard(services.store().zone());
        setTitle(Messages.ColumnsTitle);
        setDescription(Messages.ColumnsAbout);
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(1).spacing(8, 8).applyTo(box);
        createSettings(box);
        createNames(box);
        columns = new ColumnFields(box, this::changed);
        preview = new Table(box, SWT.BORDER | SWT.FULL_SELECTION);
        preview.setHeaderVisible(true);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(preview);
        confirmed = new Button(box, SWT.CHECK);
        confirmed.setText(Messages.ColumnsConfirmed);
        confirmed.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> check()));
        GridDataFactory.fillDefaults().exclude(true).applyTo(confirmed);
        setControl(box);
    }

    private void createSettings(Composite box) {
        var row = new FieldRow(box);
        separator = combo(row.group(2), Messages.ColumnsSeparator, Messages.ColumnsComma, Messages.ColumnsSemicolon,
                Messages.ColumnsTab, Messages.ColumnsBlank);
        decimal = combo(row.group(2), Messages.ColumnsDecimal, Messages.ColumnsPoint, Messages.ColumnsComma);
        var times = row.group(2);
        new Label(times, SWT.NONE).setText(Messages.ColumnsTime);
        time = new Combo(times, SWT.DROP_DOWN);
        time.setItems(TIMES.toArray(String[]::new));
        GridDataFactory.swtDefaults().hint(FontRoom.width(time, TIME_WIDTH), SWT.DEFAULT).applyTo(time);
        time.addModifyListener(event -> changed());
        var lengths = row.group(2);
        new Label(lengths, SWT.NONE).setText(Messages.ColumnsEvery);
        every = new Text(lengths, SWT.BORDER);
        every.setMessage("30m");
        GridDataFactory.swtDefaults().hint(FontRoom.width(every, 60), SWT.DEFAULT).applyTo(every);
        every.addModifyListener(event -> changed());
        header = new Button(row.control(), SWT.CHECK);
        header.setText(Messages.ColumnsHeader);
        header.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> changed()));
    }

    /** Where a column names sensors whose values are not all the same. */
    private void createNames(Composite box) {
        var row = new Composite(box, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(row);
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(row);
        new Label(row, SWT.NONE).setText(Messages.ColumnsNames);
        names = new Text(row, SWT.BORDER);
        names.setToolTipText(Messages.ColumnsNamesAbout);
        GridDataFactory.fillDefaults().grab(true, false).hint(FontRoom.width(names, 300), SWT.DEFAULT).applyTo(names);
        names.addModifyListener(event -> changed());
    }

    private void showNames() {
        names.setText(setting("names"));
        boolean reported = !mapping.names().isEmpty();
        names.getParent().setVisible(reported);
        ((GridData) names.getParent().getLayoutData()).exclude = !reported;
        names.getParent().requestLayout();
    }

    private Combo combo(Composite row, String label, String... items) {
        new Label(row, SWT.NONE).setText(label);
        var combo = new Combo(row, SWT.READ_ONLY);
        combo.setItems(items);
        combo.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> changed()));
        return combo;
    }

    /** Guesses the mapping of another input. */
    void show(ImportInput next) {
        if (input != null && input.name().equals(next.name()) && input.length() == next.length()) {
            return;
        }
        input = next;
        try {
            var zone = services.store().zone();
            var proposal = CsvSource.propose(next, zone)
                    .orElseGet(() -> new CsvProposal(CsvMapping.standard(zone), List.of(), List.of()));
            mapping = proposal.mapping();
            doubts = proposal.doubts();
            hints = proposal.hints();
            showConfirmation();
            fill();
        } catch (ImportException e) {
            setErrorMessage(e.getMessage());
        }
    }

    /** What the file does not say is asked: the guess has to be confirmed, or put right. */
    private void showConfirmation() {
        boolean asked = !doubts.isEmpty();
        confirmed.setSelection(false);
        confirmed.setVisible(asked);
        ((GridData) confirmed.getLayoutData()).exclude = !asked;
        confirmed.requestLayout();
    }

    /** {@return how the columns are meant} */
    CsvMapping mapping() {
        return mapping;
    }

    private void fill() {
        updating = true;
        try {
            separator.select(Math.max(0, new String(SEPARATORS).indexOf(mapping.separator())));
            decimal.select(mapping.decimalComma() ? 1 : 0);
            header.setSelection(mapping.header());
            time.setText(setting("time"));
            every.setText(setting("every"));
            showNames();
            columns.show(firstFields(), mapping);
            revealLater();
        } finally {
            updating = false;
        }
        check();
    }

    /** {@return a setting of the mapping as its text form has it, empty if it has none} */
    private String setting(String name) {
        for (String one : mapping.toString().split(";")) {
            if (one.startsWith(name + "=")) {
                return one.substring(name.length() + 1);
            }
        }
        return "";
    }

    /** What is asked about is a value; in a wide table it may stand far to the right. */
    private void revealLater() {
        columns.revealFirst();
        if (!doubts.isEmpty()) {
            columns.revealElectricLater();
        }
    }

    @Override
    public void setVisible(boolean visible) {
        super.setVisible(visible);
        if (visible) {
            revealLater();
        }
    }

    /** {@return the names in the header, or else the fields of the first row} */
    private List<String> firstFields() {
        try {
            var bare = new CsvMapping(mapping.separator(), mapping.skip(), false, mapping.decimalComma(),
                    mapping.time(), mapping.every(), mapping.meanPower(), mapping.columns());
            return new CsvSource(input, bare, "-").preview(1).stream().findFirst()
                    .map(CsvSource.PreviewRow::fields).orElse(List.of());
        } catch (ImportException e) {
            return List.of();
        }
    }

    private void changed() {
        if (updating) {
            return;
        }
        char before = mapping.separator();
        try {
            mapping = fromFields();
            // Who puts the columns right has answered.
            confirmed.setSelection(true);
            if (before != mapping.separator()) {
                fill();
            } else {
                check();
            }
        } catch (ImportException e) {
            setErrorMessage(e.getMessage());
            setPageComplete(false);
        }
    }

    private CsvMapping fromFields() throws ImportException {
        var timed = CsvMapping.parse("time=" + time.getText().strip(), mapping);
        String length = every.getText().strip();
        var spaced = length.isEmpty() ? timed : CsvMapping.parse("every=" + length, timed);
        return new CsvMapping(SEPARATORS[Math.max(0, separator.getSelectionIndex())], mapping.skip(),
                header.getSelection(), decimal.getSelectionIndex() == 1, timed.time(),
                length.isEmpty() ? Optional.empty() : spaced.every(), mapping.meanPower(), columns.chosen(mapping),
                CsvMapping.parse("names=" + names.getText(), mapping).names());
    }

    private void check() {
        columns.showSensors();
        var problem = mapping.problem();
        boolean asked = !doubts.isEmpty() && !confirmed.getSelection();
        setErrorMessage(problem.orElse(null));
        String reported = String.join(" ", asked ? Stream.concat(doubts.stream(), hints.stream()).toList() : hints);
        setMessage(reported.isEmpty() ? null : reported, asked ? WARNING : INFORMATION);
        confirmed.setToolTipText(reported);
        setPageComplete(problem.isEmpty() && !asked);
        showPreview();
    }

    private void showPreview() {
        preview.removeAll();
        for (var column : preview.getColumns()) {
            column.dispose();
        }
        try {
            var rows = new CsvSource(input, mapping, "-").preview(PREVIEW_ROWS);
            column(Messages.ColumnsUnderstood);
            // As the file calls them: among many columns nobody counts which one is asked about.
            columns.titles().forEach(this::column);
            for (var row : rows) {
                var cells = new ArrayList<String>();
                // While nothing says what the time is, every row would be told to have none.
                cells.add(mapping.problem().isPresent()
                        ? ""
                        : row.problem().or(() -> row.time().map(services.words()::moment)).orElse(""));
                cells.addAll(row.fields());
                new TableItem(preview, SWT.NONE).setText(cells.toArray(String[]::new));
            }
            for (var column : preview.getColumns()) {
                column.pack();
            }
        } catch (ImportException e) {
            setErrorMessage(e.getMessage());
            setPageComplete(false);
        }
    }

    private void column(String title) {
        new TableColumn(preview, SWT.LEFT).setText(title);
    }
}
