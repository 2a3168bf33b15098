package org.currentcost.ui.data;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.currentcost.accounting.OfferedSettings;
import org.currentcost.accounting.Sensor;
import org.currentcost.imports.Import;
import org.currentcost.imports.ImportCounts;
import org.currentcost.imports.ImportException;
import org.currentcost.imports.ImportOutcome;
import org.currentcost.imports.ImportPart;
import org.currentcost.imports.ImportSource;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;
import org.currentcost.settings.SensorSettings;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FittedColumns;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.Quantities;
import org.currentcost.ui.kit.SeriesNames;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Text;

/** Tries the import without keeping anything, and says what would come in. */
final class ImportTrialPage extends WizardPage {

    private static final int PARTS = 200;
    private static final int DAMAGE_HEIGHT = 70;

    private final FigureServices services;
    private final Supplier<ImportSource> source;
    private final Offer offer;
    private TableViewer table;
    private Composite progress;
    private ProgressBar bar;
    private Label settings;
    private OfferedSettings adopted = OldSettings.NONE;
    private Text damage;
    private Optional<Attempt> current = Optional.empty();
    private Optional<ImportOutcome> outcome = Optional.empty();

    private record Row(ImportPart part, ImportCounts counts) {
    }

    /** What a source offers beside its values. */
    interface Offer {
        OfferedSettings settings() throws StoreException;
    }

    ImportTrialPage(FigureServices services, Supplier<ImportSource> source, Offer offer) {
        super("trial");
        this.services = services;
        this.source = source;
        this.offer = offer;
        setTitle(Messages.TrialTitle);
        setDescription(Messages.TrialAbout);
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().spacing(8, 8).applyTo(box);
        progress = new Composite(box, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(3).applyTo(progress);
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(progress);
        progress.setVisible(false);
        new Label(progress, SWT.NONE).setText(Messages.TrialJob);
        bar = new ProgressBar(progress, SWT.HORIZONTAL);
        bar.setMaximum(PARTS);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(bar);
        var halt = new Button(progress, SWT.PUSH);
        halt.setText(Messages.TrialStop);
        halt.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> stop()));
        var list = new Composite(box, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(list);
        list.setLayout(new FillLayout());
        table = new TableViewer(list, SWT.BORDER | SWT.FULL_SELECTION);
        table.setContentProvider(ArrayContentProvider.getInstance());
        new ListColumns<>(table, Row.class, row -> false)
                .add(Messages.TrialPart, SWT.LEFT, row -> words(row.part()))
                .add(Messages.TrialNew, SWT.RIGHT, row -> Quantities.count(row.counts().added()))
                .add(Messages.TrialSame, SWT.RIGHT, row -> Quantities.count(row.counts().same()))
                .add(Messages.TrialConflicting, SWT.RIGHT, row -> Quantities.count(row.counts().conflicting()))
                .add(Messages.TrialOutside, SWT.RIGHT, row -> Quantities.count(row.counts().outside()))
                .add(Messages.TrialRange, SWT.LEFT,
                        row -> row.counts().range().map(services.words()::range).orElse(""));
        settings = new Label(box, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, SWT.DEFAULT).exclude(true).applyTo(settings);
        settings.setVisible(false);
        damage = new Text(box, SWT.MULTI | SWT.READ_ONLY | SWT.BORDER | SWT.V_SCROLL | SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, FontRoom.height(damage, DAMAGE_HEIGHT)).exclude(true)
                .applyTo(damage);
        damage.setVisible(false);
        setControl(box);
    }

    /** {@return what the trial came to; empty before it, or if it failed} */
    Optional<ImportOutcome> outcome() {
        return outcome;
    }

    /** {@return the settings of the file's program that are to be taken over} */
    OfferedSettings adopted() {
        return adopted;
    }

    @Override
    public void setVisible(boolean visible) {
        super.setVisible(visible);
        if (visible) {
            outcome = Optional.empty();
            show();
            getShell().getDisplay().asyncExec(this::tryOut);
        } else {
            outcome = Optional.empty();
            stop();
            current = Optional.empty();
        }
    }

    /** Tries it out beside the wizard, which stays usable: to go back, to stop, to be closed. */
    private void tryOut() {
        if (getControl().isDisposed()) {
            return;
        }
        stop();
        var attempt = new Attempt();
        current = Optional.of(attempt);
        setErrorMessage(null);
        bar.setSelection(0);
        showProgress(true);
        var task = new Import(services.store(), source.get());
        var display = getShell().getDisplay();
        Job.createSystem(Messages.TrialJob, monitor -> {
            Runnable end;
            try {
                var found = task.dryRun(part -> attempt.progress(part, display));
                end = () -> outcome = Optional.of(found);
            } catch (CancellationException e) {
                end = () -> setErrorMessage(Messages.TrialCanceled);
            } catch (ImportException e) {
                end = () -> setErrorMessage(e.isUndated() ? Messages.TrialUndated : e.getMessage());
            } catch (StoreException e) {
                end = () -> setErrorMessage(e.getMessage());
            }
            var then = end;
            if (!display.isDisposed()) {
                display.asyncExec(() -> finish(attempt, then));
            }
        }).schedule();
    }

    private void finish(Attempt attempt, Runnable end) {
        if (!getControl().isDisposed() && current.filter(attempt::equals).isPresent()) {
            current = Optional.empty();
            end.run();
            showProgress(false);
            show();
        }
    }

    /** One try. */
    private final class Attempt {

        private volatile boolean stopped;
        private volatile int reported;

        void progress(double part, Display display) {
            if (stopped) {
                throw new CancellationException();
            }
            int now = (int) (part * PARTS);
            if (now > reported && !display.isDisposed()) {
                reported = now;
                display.asyncExec(() -> {
                    if (!bar.isDisposed() && current.filter(this::equals).isPresent()) {
                        bar.setSelection(now);
                    }
                });
            }
        }
    }

    /** Ends a try that runs; its result is not waited for. */
    private void stop() {
        current.ifPresent(attempt -> attempt.stopped = true);
    }

    private void showProgress(boolean running) {
        progress.setVisible(running);
        ((GridData) progress.getLayoutData()).exclude = !running;
        progress.getParent().layout();
    }

    @Override
    public void dispose() {
        stop();
        super.dispose();
    }

    private void show() {
        var rows = outcome.map(ImportOutcome::parts).orElseGet(TreeMap::new).entrySet().stream()
                .map((Map.Entry<ImportPart, ImportCounts> one) -> new Row(one.getKey(), one.getValue())).toList();
        table.setInput(rows);
        FittedColumns.of(table.getTable()).fit();
        var total = outcome.map(ImportOutcome::total).orElse(ImportCounts.NOTHING);
        showSettings();
        if (outcome.filter(ImportOutcome::isNothing).isPresent() && adopted.equals(OldSettings.NONE)) {
            setMessage(Messages.TrialNotUnderstood, WARNING);
        } else {
            setMessage(outcome.isEmpty()
                    ? Messages.TrialAbout
                    : total.added() == 0 ? Messages.TrialNothing : Messages.TrialResult);
        }
        setPageComplete(total.added() > 0);
        showDamage();
        if (getContainer().getCurrentPage() == this) {
            getContainer().updateButtons();
        }
    }

    private void showSettings() {
        adopted = OldSettings.NONE;
        String words = "";
        if (outcome.isPresent()) {
            try {
                var all = offer.settings();
                adopted = all.missingIn(services.household());
                words = OldSettings.words(all, adopted);
            } catch (StoreException e) {
                words = e.getMessage();
            }
        }
        settings.setText(words);
        settings.setVisible(!words.isEmpty());
        ((GridData) settings.getLayoutData()).exclude = words.isEmpty();
        settings.getParent().layout();
    }

    private void showDamage() {
        boolean any = outcome.filter(one -> one.damaged() > 0).isPresent();
        if (any) {
            var text = new StringBuilder(Messages.bind(Messages.TrialDamage,
                    Quantities.count(outcome.orElseThrow().damaged())));
            for (var place : outcome.orElseThrow().damage()) {
                text.append('\n').append(place.line() == 0
                        ? place.reason()
                        : Messages.bind(Messages.TrialLine, Long.toString(place.line()), place.reason()));
            }
            damage.setText(text.toString());
        }
        damage.setVisible(any);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, FontRoom.height(damage, DAMAGE_HEIGHT)).exclude(!any)
                .applyTo(damage);
        damage.getParent().layout();
    }

    private static String words(ImportPart part) {
        return switch (part) {
            case ImportPart.Readings readings -> Messages.bind(Messages.TrialReadings, name(readings.series()),
                    readings.series().quantity() == Quantity.POWER ? Messages.TrialPower : Messages.TrialOther);
            case ImportPart.Memory memory -> Messages.bind(Messages.TrialMemory, name(memory.series()),
                    switch (memory.span()) {
                        case TWO_HOURS -> Messages.TrialTwoHours;
                        case DAY -> Messages.TrialDays;
                        case MONTH -> Messages.TrialMonths;
                    });
            case ImportPart.Notes notes -> Messages.TrialNotes;
        };
    }

    private static String name(SeriesKey key) {
        return SeriesNames.full(new Sensor(key, SensorSettings.standard(key.sensor())));
    }
}
