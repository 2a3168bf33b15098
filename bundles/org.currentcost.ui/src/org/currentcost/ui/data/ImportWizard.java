package org.currentcost.ui.data;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.currentcost.accounting.OfferedSettings;
import org.currentcost.imports.CaptureSource;
import org.currentcost.imports.CsvSource;
import org.currentcost.imports.Import;
import org.currentcost.imports.ImportKind;
import org.currentcost.imports.ImportOutcome;
import org.currentcost.imports.ImportPart;
import org.currentcost.imports.ImportSource;
import org.currentcost.imports.OldDataSource;
import org.currentcost.store.ImportStore.ImportRow;
import org.currentcost.store.OldDataReader;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.ProgressJob;
import org.currentcost.ui.kit.Quantities;
import org.currentcost.ui.kit.UndoNotice;
import org.currentcost.ui.kit.UndoStack;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;

/** Imports a file or a pasted text: what it is, how columns are meant, what would come in; then it does so as a job. */
final class ImportWizard extends Wizard {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 420;

    private final FigureServices services;
    private final OldDataReader oldData;
    private final ImportInputPage input;
    private final ImportColumnsPage columns;
    private final ImportTrialPage trial;

    private ImportWizard(FigureServices services, OldDataReader oldData) {
        this.services = services;
        this.oldData = oldData;
        input = new ImportInputPage(services);
        columns = new ImportColumnsPage(services);
        trial = new ImportTrialPage(services, this::source, this::offered);
        setWindowTitle(Messages.ImportTitle);
    }

    /** Opens the wizard. */
    static void open(Shell shell, IWorkbenchWindow window) {
        var context = window.getService(IEclipseContext.class);
        var dialog = new Frame(shell, new ImportWizard(context.get(FigureServices.class),
                context.get(OldDataReader.class)));
        dialog.setMinimumPageSize(FontRoom.width(shell, WIDTH), FontRoom.height(shell, HEIGHT));
        dialog.open();
    }

    /** Says on its button how much will come in. */
    private static final class Frame extends WizardDialog {
        private final ImportWizard wizard;

        Frame(Shell shell, ImportWizard wizard) {
            super(shell, wizard);
            this.wizard = wizard;
        }

        @Override
        public void updateButtons() {
            super.updateButtons();
            var finish = getButton(IDialogConstants.FINISH_ID);
            if (finish != null) {
                String words = wizard.trial.outcome().map(ImportWizard::button).orElse(Messages.ImportDo);
                if (!words.equals(finish.getText())) {
                    finish.setText(words);
                    setButtonLayoutData(finish);
                    // The bar around the buttons takes more room too, and the window if it has to.
                    finish.requestLayout();
                    getShell().layout(true, true);
                }
            }
        }
    }

    private static String button(ImportOutcome outcome) {
        long readings = outcome.total(ImportPart.Readings.class::isInstance).added();
        long all = outcome.total().added();
        if (all == 0) {
            return Messages.ImportDo;
        }
        return readings == all
                ? Messages.bind(Messages.ImportDoReadings, Quantities.count(readings))
                : Messages.bind(Messages.ImportDoValues, Quantities.count(all));
    }

    @Override
    public void addPages() {
        addPage(input);
        addPage(columns);
        addPage(trial);
    }

    /** Only columns have a mapping. */
    @Override
    public IWizardPage getNextPage(IWizardPage page) {
        if (page != input) {
            return page == columns ? trial : null;
        }
        if (input.kind().filter(kind -> kind == ImportKind.CSV).isEmpty()) {
            return trial;
        }
        columns.show(input.input());
        return columns;
    }

    @Override
    public boolean canFinish() {
        return getContainer().getCurrentPage() == trial
                && trial.outcome().filter(outcome -> outcome.total().added() > 0).isPresent();
    }

    private ImportSource source() {
        return switch (input.kind().orElseThrow()) {
            case CAPTURE -> new CaptureSource(List.of(input.input()), input.start(), input.meter(),
                    services.store().zone());
            case CSV -> new CsvSource(input.input(), columns.mapping(), input.meter());
            case CCD -> new OldDataSource(oldData, input.file(), input.meter(), services.store().zone());
        };
    }

    /** {@return what the file's program had settled; nothing for other kinds of file} */
    private OfferedSettings offered() throws StoreException {
        return input.kind().orElseThrow() == ImportKind.CCD
                ? OldSettings.of(new OldDataSource(oldData, input.file(), input.meter(), services.store().zone()))
                : OldSettings.NONE;
    }

    @Override
    public boolean performFinish() {
        var source = source();
        var settings = trial.adopted();
        var store = services.store();
        var now = services.clock().instant();
        var display = Display.getCurrent();
        ProgressJob.start(Messages.bind(Messages.ImportJob, source.name()), Messages.ImportProblem, progress -> {
            try {
                var outcome = new Import(store, source).run(now, progress);
                if (outcome.id().isPresent()) {
                    settings.adopt(services.household(), outcome.total().range().orElseThrow().start()
                            .atZone(store.zone()).toLocalDate());
                    String sentence = Messages.bind(Messages.ImportDone, Quantities.count(outcome.total().added()),
                            source.name());
                    display.asyncExec(() -> offerUndo(outcome.id().getAsLong(), settings, sentence));
                }
            } catch (CancellationException e) {
                // What came in before stays until the user wants it out again.
                Optional<ImportRow> part = store.imports().reversed().stream()
                        .filter(row -> row.name().equals(source.name())).findFirst();
                part.ifPresent(row -> display.asyncExec(() -> offerUndo(row.id(), OldSettings.NONE,
                        Messages.bind(Messages.ImportCanceled, Quantities.count(row.readings() + row.blocks())))));
                throw e;
            }
        });
        return true;
    }

    private void offerUndo(long id, OfferedSettings settings, String sentence) {
        UndoNotice.offer(services, sentence, UndoStack.Step.ofImport(services.store(), UndoNotice.name(sentence), id,
                progress -> settings.withdraw(services.household())));
    }
}
