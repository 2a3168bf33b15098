package org.currentcost.ui.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeSet;
import org.currentcost.imports.ImportException;
import org.currentcost.imports.ImportInput;
import org.currentcost.imports.ImportKind;
import org.currentcost.store.ReadingStore;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FileChooser;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.MomentField;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Asks what to import, and says what it is. */
final class ImportInputPage extends WizardPage {

    private static final int TEXT_HEIGHT = 90;

    private final FigureServices services;
    private Button fromFile;
    private Text file;
    private Text pasted;
    private Combo meter;
    private Label recognised;
    private Button dated;
    private MomentField start;
    private Optional<ImportKind> kind = Optional.empty();

    ImportInputPage(FigureServices services) {
        super("input");
        this.services = services;
        setTitle(Messages.ImportInputTitle);
        setDescription(Messages.ImportInputAbout);
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).spacing(8, 8).applyTo(box);
        fromFile = new Button(box, SWT.RADIO);
        fromFile.setText(Messages.ImportFromFile);
        fromFile.setSelection(true);
        file = new Text(box, SWT.BORDER);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(file);
        var browse = new Button(box, SWT.PUSH);
        browse.setText(Messages.ImportBrowse);
        browse.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> browse()));
        var fromText = new Button(box, SWT.RADIO);
        fromText.setText(Messages.ImportFromText);
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(fromText);
        pasted = new Text(box, SWT.MULTI | SWT.BORDER | SWT.V_SCROLL | SWT.H_SCROLL);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, true)
                .hint(SWT.DEFAULT, FontRoom.height(pasted, TEXT_HEIGHT)).applyTo(pasted);
        new Label(box, SWT.NONE);
        recognised = new Label(box, SWT.WRAP);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).hint(100, SWT.DEFAULT).applyTo(recognised);
        new Label(box, SWT.NONE).setText(Messages.ImportMeter);
        meter = new Combo(box, SWT.DROP_DOWN);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(meter);
        var known = new TreeSet<String>();
        services.store().series().stream().map(ReadingStore.SeriesInfo::key).forEach(key -> known.add(key.meter()));
        meter.setItems(known.toArray(String[]::new));
        meter.setText(known.stream().filter(name -> !name.startsWith("Demo")).findFirst()
                .orElse(Messages.ImportMeterName));
        createStart(box);
        file.addModifyListener(event -> {
            fromFile.setSelection(true);
            fromText.setSelection(false);
            check();
        });
        pasted.addModifyListener(event -> {
            fromFile.setSelection(false);
            fromText.setSelection(true);
            check();
        });
        meter.addModifyListener(event -> check());
        fromFile.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> check()));
        setControl(box);
        file.setFocus();
    }

    private void createStart(Composite box) {
        new Label(box, SWT.NONE);
        var row = new Composite(box, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(3).applyTo(row);
        GridDataFactory.fillDefaults().span(2, 1).applyTo(row);
        dated = new Button(row, SWT.CHECK);
        dated.setText(Messages.ImportStart);
        var now = services.clock().instant();
        var zone = services.store().zone();
        start = new MomentField(row, zone, LocalDate.ofInstant(now, zone), this::checkStart);
        start.show(now.truncatedTo(ChronoUnit.MINUTES));
        dated.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> check()));
    }

    private void checkStart() {
        if (isCurrentPage()) {
            check();
        }
    }

    private void browse() {
        FileChooser.open(getShell(), Messages.ImportTitle,
                new FileChooser.Kind(Messages.ImportFileKind, "*.csv;*.txt;*.tsv;*.ccd;*.xml;*.log;*.raw;*.gz"),
                FileChooser.Kind.any()).ifPresent(chosen -> file.setText(chosen.toString()));
    }

    private void check() {
        kind = Optional.empty();
        Optional<String> mistake = Optional.empty();
        boolean asked = fromFile.getSelection() ? !file.getText().isBlank() : !pasted.getText().isBlank();
        if (asked) {
            try {
                mistake = recognise();
            } catch (ImportException e) {
                mistake = Optional.of(e.getMessage());
            }
        }
        if (mistake.isEmpty() && meter.getText().isBlank()) {
            mistake = Optional.of(Messages.ImportMeterMissing);
        }
        recognised.setText(kind.map(ImportInputPage::words).orElse(""));
        recognised.requestLayout();
        boolean capture = kind.filter(one -> one == ImportKind.CAPTURE).isPresent();
        dated.setEnabled(capture);
        start.setEnabled(capture && dated.getSelection());
        if (mistake.isEmpty() && capture && dated.getSelection()) {
            mistake = start.problem();
        }
        setErrorMessage(mistake.orElse(null));
        setPageComplete(kind.isPresent() && mistake.isEmpty());
    }

    private Optional<String> recognise() throws ImportException {
        if (!fromFile.getSelection()) {
            kind = Optional.of(pasted.getText().contains("<") ? ImportKind.CAPTURE : ImportKind.CSV);
            return Optional.empty();
        }
        try {
            if (!Files.isRegularFile(file())) {
                return Optional.of(Messages.bind(Messages.ImportNoFile, file()));
            }
            kind = Optional.of(ImportKind.of(file()));
            return Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.of(Messages.bind(Messages.ImportNoFile, file.getText()));
        }
    }

    private static String words(ImportKind kind) {
        return switch (kind) {
            case CAPTURE -> Messages.ImportIsCapture;
            case CSV -> Messages.ImportIsCsv;
            case CCD -> Messages.ImportIsCcd;
        };
    }

    /** {@return what it is; empty if nothing is chosen} */
    Optional<ImportKind> kind() {
        return kind;
    }

    /** {@return the chosen file} */
    Path file() {
        return Path.of(file.getText().strip());
    }

    /** {@return the bytes to import} */
    ImportInput input() {
        return fromFile.getSelection()
                ? ImportInput.of(file())
                : ImportInput.of(Messages.ImportPastedName, pasted.getText());
    }

    String meter() {
        return meter.getText().strip();
    }

    /** {@return when the first message came, for a capture whose lines tell no time} */
    Optional<Instant> start() {
        return dated.getSelection() ? start.moment() : Optional.empty();
    }
}
