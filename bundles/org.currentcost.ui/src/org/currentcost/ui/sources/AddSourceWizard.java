package org.currentcost.ui.sources;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.source.SourceState;
import org.currentcost.store.SourceStore.SourceRow;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.Background;
import org.currentcost.ui.kit.FontRoom;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.StateMarks;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** Adds a source: first what kind of, then the page that the kind's bundle contributes. */
public final class AddSourceWizard extends Wizard {

    private final Recorder recorder;
    private final Optional<String> kindId;
    private final Optional<SourceRow> changed;
    private final KindPage kinds = new KindPage();
    private final Map<String, SourcePage> pages = new HashMap<>();

    private AddSourceWizard(Recorder recorder, Optional<String> kindId, Optional<SourceRow> changed) {
        this.recorder = recorder;
        this.kindId = kindId;
        this.changed = changed;
        setWindowTitle(changed.isPresent() ? Messages.EditSourceTitle : Messages.AddTitle);
        setForcePreviousAndNextButtons(true);
    }

    /**
     * Opens the wizard.
     *
     * @param kindId goes to the page of this kind at once, if it is installed
     * @return whether a source was added
     */
    public static boolean open(Shell shell, Recorder recorder, Optional<String> kindId) {
        var dialog = new WizardDialog(shell, new AddSourceWizard(recorder, kindId, Optional.empty()));
        dialog.setMinimumPageSize(560, 380);
        return dialog.open() == WizardDialog.OK;
    }

    /** {@return whether a source is of a kind whose page can change it} */
    public static boolean canChange(SourceRow row) {
        return SourceKind.all().stream().anyMatch(kind -> kind.id().equals(scheme(row)) && kind.editable());
    }

    /** Opens the page of a source's kind to change it. @return whether it was changed */
    public static boolean change(Shell shell, Recorder recorder, SourceRow row) {
        var wizard = new AddSourceWizard(recorder, Optional.of(scheme(row)), Optional.of(row));
        var dialog = new WizardDialog(shell, wizard);
        dialog.setMinimumPageSize(560, 380);
        dialog.create();
        if (dialog.getCurrentPage() instanceof SourcePage page) {
            try {
                page.show(row.meter(), row.address().substring(row.address().indexOf(':') + 1));
            } catch (IllegalArgumentException e) {
                page.setErrorMessage(e.getMessage());
            }
        }
        return dialog.open() == WizardDialog.OK;
    }

    private static String scheme(SourceRow row) {
        int colon = row.address().indexOf(':');
        return colon < 0 ? row.address() : row.address().substring(0, colon);
    }

    @Override
    public void addPages() {
        addPage(kinds);
    }

    @Override
    public IWizardPage getStartingPage() {
        return kindId.flatMap(id -> SourceKind.all().stream().filter(kind -> kind.id().equals(id)).findFirst())
                .<IWizardPage>map(kind -> {
                    var page = pageOf(kind);
                    if (changed.isEmpty()) {
                        page.setPreviousPage(kinds);
                    }
                    return page;
                }).orElse(kinds);
    }

    Optional<String> receivedBy(Predicate<String> address) {
        return recorder.sources().stream()
                .filter(source -> source.state() instanceof SourceState.Live
                        || source.state() instanceof SourceState.Silent)
                .map(SourceStatus::row).filter(row -> address.test(row.address())).map(SourceRow::meter).findFirst();
    }

    private SourcePage pageOf(SourceKind kind) {
        return pages.computeIfAbsent(kind.id(), id -> {
            try {
                var page = kind.createPage();
                page.setWizard(this);
                return page;
            } catch (CoreException e) {
                // A kind whose page can't be made must not hide the others.
                Problems.show(getShell(), Messages.bind(Messages.AddKindProblem, kind.name()), e);
                return new BrokenPage(kind.name());
            }
        });
    }

    @Override
    public boolean canFinish() {
        return getContainer().getCurrentPage() instanceof SourcePage page && page.isPageComplete();
    }

    @Override
    public boolean performFinish() {
        var page = (SourcePage) getContainer().getCurrentPage();
        page.close();
        if (!page.finish()) {
            return false;
        }
        try {
            if (changed.isPresent()) {
                String id = changed.get().id();
                String address = page.address();
                // The source is stopped first, which may take longer than the window may stand still.
                Background.run(getWindowTitle(), () -> recorder.change(id, address));
            } else {
                String meter = page.meter();
                String address = page.address();
                Waiting.run(() -> recorder.add(meter, address));
            }
            return true;
        } catch (IllegalArgumentException e) {
            page.setErrorMessage(e.getMessage());
            return false;
        } catch (StoreException e) {
            page.setErrorMessage((e.getMessage() + " " + e.remedy()).strip());
            return false;
        }
    }

    @Override
    public void dispose() {
        for (var page : pages.values()) {
            page.close();
            page.dispose();
        }
        super.dispose();
    }

    /** Asks what kind of source. */
    private final class KindPage extends WizardPage {

        private TableViewer list;
        private Label description;

        KindPage() {
            super("kind");
            setTitle(Messages.AddKindTitle);
            setDescription(Messages.AddKindDescription);
        }

        @Override
        public void createControl(Composite parent) {
            var box = new Composite(parent, SWT.NONE);
            GridLayoutFactory.swtDefaults().applyTo(box);
            list = new TableViewer(box, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION);
            list.setContentProvider(ArrayContentProvider.getInstance());
            list.setLabelProvider(new LabelProvider() {
                @Override
                public String getText(Object element) {
                    return ((SourceKind) element).name();
                }

                @Override
                public Image getImage(Object element) {
                    return StateMarks.image("sources");
                }
            });
            GridDataFactory.fillDefaults().grab(true, true).applyTo(list.getControl());
            description = new Label(box, SWT.WRAP);
            GridDataFactory.fillDefaults().grab(true, false).hint(100, FontRoom.height(description, 40)).indent(0, 4)
                    .applyTo(description);
            var all = SourceKind.all();
            list.setInput(all);
            list.addSelectionChangedListener(event -> {
                chosen().ifPresent(kind -> description.setText(kind.description()));
                setPageComplete(chosen().isPresent());
            });
            list.addDoubleClickListener(event -> getContainer().showPage(getNextPage()));
            all.stream().findFirst().ifPresent(kind -> list.setSelection(new StructuredSelection(kind)));
            setControl(box);
        }

        private Optional<SourceKind> chosen() {
            return Optional.ofNullable((SourceKind) list.getStructuredSelection().getFirstElement());
        }

        @Override
        public boolean canFlipToNextPage() {
            return chosen().isPresent();
        }

        @Override
        public IWizardPage getNextPage() {
            return chosen().<IWizardPage>map(kind -> {
                var page = pageOf(kind);
                page.setPreviousPage(this);
                return page;
            }).orElse(null);
        }
    }

    /** Stands for the page of a kind that can't be made. */
    private static final class BrokenPage extends SourcePage {

        private final String kind;

        BrokenPage(String kind) {
            super("broken");
            this.kind = kind;
        }

        @Override
        public void createControl(Composite parent) {
            setTitle(kind);
            setErrorMessage(Messages.bind(Messages.AddKindProblem, kind));
            setControl(new Composite(parent, SWT.NONE));
        }

        @Override
        public String meter() {
            return kind;
        }

        @Override
        public String address() {
            return "";
        }
    }
}
