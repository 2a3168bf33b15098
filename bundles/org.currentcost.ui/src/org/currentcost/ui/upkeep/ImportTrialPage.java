package org.currentcost.ui.upkeep;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.currentcost.figures.Sensor;
import org.currentcost.figures.SensorSettings;
import org.currentcost.imports.Import;
import org.currentcost.imports.ImportCounts;
import org.currentcost.imports.ImportOutcome;
import org.currentcost.imports.ImportPart;
import org.currentcost.imports.ImportSource;
import org.currentcost.model.Quantity;
import org.currentcost.model.SeriesKey;
import org.currentcost.ui.FigureServices;
import org.currentcost.ui.Figures;
import org.currentcost.ui.SeriesNames;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** Tries the import without keeping anything, and says what would come in. */
final class ImportTrialPage extends WizardPage {

    private static final int PARTS = 1000;
    private static final int DAMAGE_HEIGHT = 70;

    private final FigureServices services;
    private final Supplier<ImportSource> source;
    private TableViewer table;
    private Text damage;
    private Optional<ImportOutcome> outcome = Optional.empty();

    private record Row(ImportPart part, ImportCounts counts) {
    }

    ImportTrialPage(FigureServices services, Supplier<ImportSource> source) {
        super("trial");
        this.services = services;
        this.source = source;
        setTitle(Messages.TrialTitle);
        setDescription(Messages.TrialAbout);
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().spacing(8, 8).applyTo(box);
        var list = new Composite(box, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(list);
        var layout = new TableColumnLayout();
        list.setLayout(layout);
        table = new TableViewer(list, SWT.BORDER | SWT.FULL_SELECTION);
        table.setContentProvider(ArrayContentProvider.getInstance());
        new ListColumns<>(table, layout, Row.class, row -> false)
                .add(Messages.TrialPart, SWT.LEFT, 4, 150, row -> words(row.part()))
                .add(Messages.TrialNew, SWT.RIGHT, 1, 70, row -> Figures.count(row.counts().added()))
                .add(Messages.TrialSame, SWT.RIGHT, 1, 115, row -> Figures.count(row.counts().same()))
                .add(Messages.TrialConflicting, SWT.RIGHT, 1, 110, row -> Figures.count(row.counts().conflicting()))
                .add(Messages.TrialOutside, SWT.RIGHT, 1, 90, row -> Figures.count(row.counts().outside()))
                .add(Messages.TrialRange, SWT.LEFT, 4, 180,
                        row -> row.counts().range().map(services.words()::range).orElse(""));
        damage = new Text(box, SWT.MULTI | SWT.READ_ONLY | SWT.BORDER | SWT.V_SCROLL | SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, DAMAGE_HEIGHT).exclude(true).applyTo(damage);
        damage.setVisible(false);
        setControl(box);
    }

    /** {@return what the trial came to; empty before it, or if it failed} */
    Optional<ImportOutcome> outcome() {
        return outcome;
    }

    @Override
    public void setVisible(boolean visible) {
        super.setVisible(visible);
        if (visible) {
            outcome = Optional.empty();
            show();
            // After the page is there: the try shows its progress in the wizard.
            getShell().getDisplay().asyncExec(this::tryOut);
        } else {
            outcome = Optional.empty();
        }
    }

    private void tryOut() {
        if (getControl().isDisposed()) {
            return;
        }
        var task = new Import(services.store(), source.get());
        try {
            getContainer().run(true, true, monitor -> outcome = Optional.of(tryOut(task, monitor)));
            setErrorMessage(null);
        } catch (InvocationTargetException e) {
            setErrorMessage(e.getCause().getMessage());
        } catch (InterruptedException e) {
            setErrorMessage(Messages.TrialCanceled);
        }
        show();
    }

    private static ImportOutcome tryOut(Import task, IProgressMonitor monitor)
            throws InvocationTargetException, InterruptedException {
        monitor.beginTask(Messages.TrialJob, PARTS);
        var done = new int[1];
        try {
            return task.dryRun(part -> {
                if (monitor.isCanceled()) {
                    throw new CancellationException();
                }
                int now = (int) (part * PARTS);
                monitor.worked(Math.max(0, now - done[0]));
                done[0] = Math.max(done[0], now);
            });
        } catch (CancellationException e) {
            throw new InterruptedException();
        } catch (Exception e) {
            throw new InvocationTargetException(e);
        } finally {
            monitor.done();
        }
    }

    private void show() {
        var rows = outcome.map(ImportOutcome::parts).orElseGet(TreeMap::new).entrySet().stream()
                .map((Map.Entry<ImportPart, ImportCounts> one) -> new Row(one.getKey(), one.getValue())).toList();
        table.setInput(rows);
        var total = outcome.map(ImportOutcome::total).orElse(ImportCounts.NOTHING);
        setMessage(outcome.isEmpty()
                ? Messages.TrialAbout
                : total.added() == 0 ? Messages.TrialNothing : Messages.TrialResult);
        setPageComplete(total.added() > 0);
        showDamage();
        if (getContainer().getCurrentPage() == this) {
            getContainer().updateButtons();
        }
    }

    private void showDamage() {
        boolean any = outcome.filter(one -> one.damaged() > 0).isPresent();
        if (any) {
            var text = new StringBuilder(Messages.bind(Messages.TrialDamage,
                    Figures.count(outcome.orElseThrow().damaged())));
            for (var place : outcome.orElseThrow().damage()) {
                text.append('\n').append(place.line() == 0
                        ? place.reason()
                        : Messages.bind(Messages.TrialLine, Long.toString(place.line()), place.reason()));
            }
            damage.setText(text.toString());
        }
        damage.setVisible(any);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, DAMAGE_HEIGHT).exclude(!any).applyTo(damage);
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
