package org.currentcost.ui.sources;

import jakarta.inject.Inject;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.currentcost.recorder.HistoryProgress;
import org.currentcost.recorder.HistoryWords;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.recorder.StateWords;
import org.currentcost.recorder.StoreTrouble;
import org.currentcost.source.SourceState;
import org.currentcost.ui.kit.Background;
import org.currentcost.ui.kit.Commands;
import org.currentcost.ui.kit.FittedColumns;
import org.currentcost.ui.kit.InjectedView;
import org.currentcost.ui.kit.ListKeys;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.kit.Quantities;
import org.currentcost.ui.kit.StateMarks;
import org.currentcost.ui.kit.TroubleWords;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewFrame;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.IHandlerService;

/** Every configured source with its state in colour, words and age, what it brought, and what can be done about it. */
public final class SourcesView implements ViewContent {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.SHORT,
            FormatStyle.MEDIUM);

    private final ViewFrame frame;
    private final Recorder recorder;
    private final InstantSource clock = InstantSource.system();
    private final Composite root;
    private final Label storeNote;
    private final TableViewer table;
    private final Link remedy;
    private final Composite clockNote;
    private final Label clockMark;
    private final Label clockWords;
    private final Label memory;
    private final Action start;
    private final Action stop;
    private final Action remove;
    private final Action change;
    private final Action raw;
    private final Action history;
    private List<String> shown = List.of();

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public SourcesView(Composite parent, ViewFrame frame, Recorder recorder) {
        this.frame = frame;
        this.recorder = recorder;
        root = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 4).applyTo(root);
        storeNote = new Label(root, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).indent(8, 6).exclude(true).applyTo(storeNote);
        table = new TableViewer(root, SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL);
        table.getTable().setHeaderVisible(true);
        table.setContentProvider(ArrayContentProvider.getInstance());
        GridDataFactory.fillDefaults().grab(true, true).applyTo(table.getControl());
        ColumnViewerToolTipSupport.enableFor(table);
        column(Messages.SourcesState, SWT.LEFT, this::words, source -> StateMarks.of(source.state()));
        column(Messages.SourcesMeter, SWT.LEFT, source -> source.row().meter(), source -> null);
        column(Messages.SourcesAddress, SWT.LEFT, this::place, source -> null);
        column(Messages.SourcesMessages, SWT.RIGHT, source -> Quantities.count(source.counters().messages()),
                source -> null);
        column(Messages.SourcesDamaged, SWT.RIGHT, source -> Quantities.count(source.counters().damaged()),
                source -> null);
        column(Messages.SourcesLastDamage, SWT.LEFT, this::lastDamage, source -> null);
        remedy = new Link(root, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).indent(8, 0).hint(100, SWT.DEFAULT).exclude(true)
                .applyTo(remedy);
        remedy.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> selected()
                .ifPresent(source -> Background.run(Messages.SourcesStart, () -> recorder.start(source.row().id())))));

        clockNote = new Composite(root, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(clockNote);
        GridDataFactory.fillDefaults().grab(true, false).indent(8, 0).exclude(true).applyTo(clockNote);
        clockMark = new Label(clockNote, SWT.NONE);
        clockMark.setImage(frame.site().getWorkbenchWindow().getWorkbench().getSharedImages()
                .getImage(ISharedImages.IMG_OBJS_WARN_TSK));
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(clockMark);
        clockWords = new Label(clockNote, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).hint(100, SWT.DEFAULT).applyTo(clockWords);
        memory = new Label(root, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).indent(8, 0).hint(100, SWT.DEFAULT).exclude(true)
                .applyTo(memory);

        start = action(Messages.SourcesStart, "start",
                source -> Background.run(Messages.SourcesStart, () -> recorder.start(source.row().id())));
        stop = action(Messages.SourcesStop, "stop",
                source -> Background.run(Messages.SourcesStop, () -> recorder.stop(source.row().id())));
        remove = action(Messages.SourcesRemove, "remove", this::remove);
        change = action(Messages.SourcesChange, "sources",
                source -> AddSourceWizard.change(root.getShell(), recorder, source.row()));
        raw = action(Messages.SourcesRaw, "raw", this::openRaw);
        history = action(Messages.DownloadTitle, "download",
                source -> HistoryJob.start(recorder, source.row(), frame.site().getWorkbenchWindow()));
        fillMenus();
        ListKeys.delete(table.getControl(), remove);
        table.addDoubleClickListener(event -> (change.isEnabled() ? change : raw).run());
        table.addSelectionChangedListener(event -> showSelection());
        Pulse.start(root, recorder::version, this::refresh);
    }

    private void column(String title, int style, Function<SourceStatus, String> text,
            Function<SourceStatus, Image> image) {
        var column = new TableViewerColumn(table, style);
        column.getColumn().setText(title);
        column.getColumn().setMoveable(true);
        column.setLabelProvider(new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return text.apply((SourceStatus) element);
            }

            @Override
            public Image getImage(Object element) {
                return image.apply((SourceStatus) element);
            }

            @Override
            public String getToolTipText(Object element) {
                return tooltip((SourceStatus) element);
            }
        });
    }

    private String words(SourceStatus source) {
        return StateWords.of(source, clock.instant());
    }

    private String place(SourceStatus source) {
        return recorder.types().describe(source.row().address());
    }

    private String lastDamage(SourceStatus source) {
        return source.lastDamage().map(note -> Messages.bind(Messages.SourcesDamageNote,
                StateWords.age(note.when(), clock.instant()), note.reason())).orElse("");
    }

    private String tooltip(SourceStatus source) {
        String since = TIME.format(source.state().since().atZone(ZoneId.systemDefault()));
        String damage = source.lastDamage().map(note -> "\n" + note.reason() + ": " + note.text())
                .orElse("");
        if (source.counters().lost() > 0) {
            damage = "\n" + Messages.bind(Messages.SourcesLost, Quantities.count(source.counters().lost())) + damage;
        }
        String detail = source.state() instanceof SourceState.Live live ? live.detail() : "";
        return Messages.bind(Messages.SourcesTooltip, new Object[]{words(source), since, detail}).strip() + damage;
    }

    private Action action(String text, String icon, Consumer<SourceStatus> work) {
        var action = new Action(text, StateMarks.icon(icon)) {
            @Override
            public void run() {
                selected().ifPresent(work);
            }
        };
        action.setToolTipText(text);
        action.setEnabled(false);
        return action;
    }

    private void fillMenus() {
        var add = new Action(Messages.SourcesAdd, StateMarks.icon("add")) {
            @Override
            public void run() {
                addSource();
            }
        };
        add.setToolTipText(Messages.SourcesAdd);
        var bars = frame.site().getActionBars();
        bars.getToolBarManager().add(add);
        bars.getToolBarManager().add(new Separator());
        var menu = new MenuManager();
        for (Action action : List.of(start, stop, remove, raw, history)) {
            bars.getToolBarManager().add(action);
            menu.add(action);
        }
        menu.add(change);
        bars.updateActionBars();
        table.getControl().setMenu(menu.createContextMenu(table.getControl()));
    }

    private void addSource() {
        try {
            frame.site().getService(IHandlerService.class).executeCommand(Commands.ADD_SOURCE, null);
        } catch (CommandException e) {
            ILog.of(SourcesView.class).error(e.getMessage(), e);
        }
    }

    private Optional<SourceStatus> selected() {
        return Optional.ofNullable((SourceStatus) table.getStructuredSelection().getFirstElement())
                .flatMap(old -> recorder.sources().stream().filter(now -> now.row().id().equals(old.row().id()))
                        .findFirst());
    }

    private void remove(SourceStatus source) {
        // The readings stay, so there is nothing to confirm but the loss of what was configured.
        boolean sure = MessageDialog.openConfirm(root.getShell(), Messages.SourcesRemove,
                Messages.bind(Messages.SourcesRemoveConfirm, place(source), source.row().meter()));
        if (sure) {
            Background.run(Messages.SourcesRemove, () -> recorder.remove(source.row().id()));
        }
    }

    private void openRaw(SourceStatus source) {
        try {
            var view = frame.site().getPage().showView(ViewIds.RAW, null, IWorkbenchPage.VIEW_ACTIVATE);
            if (view instanceof InjectedView host && host.content() instanceof RawMonitorView monitor) {
                monitor.choose(source.row().id());
            }
        } catch (PartInitException e) {
            ILog.of(SourcesView.class).error(e.getMessage(), e);
        }
    }

    private void refresh() {
        var sources = recorder.sources();
        var ids = sources.stream().map(source -> source.row().id()).toList();
        if (ids.equals(shown)) {
            for (int i = 0; i < sources.size(); i++) {
                table.replace(sources.get(i), i);
            }
            FittedColumns.of(table.getTable()).widen();
        } else {
            var before = selected();
            table.setInput(sources.toArray());
            FittedColumns.of(table.getTable()).fit();
            shown = ids;
            before.flatMap(old -> sources.stream().filter(one -> one.row().id().equals(old.row().id())).findFirst())
                    .or(() -> sources.stream().findFirst())
                    .ifPresent(one -> table.setSelection(new StructuredSelection(one)));
        }
        showSelection();
        showTrouble(recorder.storeTrouble());
    }

    private void showSelection() {
        var selected = selected();
        boolean stopped = selected.map(SourceStatus::state).filter(state -> state instanceof SourceState.Stopped
                || state instanceof SourceState.Finished || state instanceof SourceState.Refused).isPresent();
        boolean waiting = selected.map(SourceStatus::state).filter(SourceState.WaitingToRetry.class::isInstance)
                .isPresent();
        start.setEnabled(stopped || waiting);
        start.setText(waiting ? Messages.SourcesTryNow : Messages.SourcesStart);
        stop.setEnabled(selected.isPresent() && !stopped);
        remove.setEnabled(selected.isPresent());
        change.setEnabled(selected.map(SourceStatus::row).filter(AddSourceWizard::canChange).isPresent());
        raw.setEnabled(selected.isPresent());
        history.setEnabled(selected.filter(one -> DownloadHistoryHandler.isRunning(one.state())).isPresent());
        String help = selected.map(source -> remedyText(source.state())).orElse("");
        tell(remedy, remedy.getText(), help, remedy::setText);
        showMemory(selected);
    }

    private void showMemory(Optional<SourceStatus> selected) {
        var now = clock.instant();
        var zone = ZoneId.systemDefault();
        String difference = selected.flatMap(source -> HistoryWords.clock(source, now, zone)).orElse("");
        boolean wrong = selected.filter(HistoryWords::clockIsWrong).isPresent();
        tell(clockNote, clockWords.getText(), difference, text -> {
            clockWords.setText(text);
            ((GridData) clockMark.getLayoutData()).exclude = !wrong;
            clockMark.setVisible(wrong);
            clockNote.layout(true);
        });
        var progress = selected.map(SourceStatus::history);
        var last = progress.flatMap(HistoryProgress::last);
        String words = progress.filter(one -> one.receiving().isPresent())
                .map(one -> HistoryWords.of(one, now, zone)).or(() -> last.map(one -> HistoryWords.of(one, zone)))
                .map(text -> Messages.bind(Messages.SourcesMemory, text)).orElse("");
        tell(memory, memory.getText(), words, memory::setText);
        String gaps = last.map(one -> String.join("\n", HistoryWords.gaps(one, zone))).orElse("");
        if (!gaps.equals(String.valueOf(memory.getToolTipText()))) {
            memory.setToolTipText(gaps);
        }
    }

    /** Shows a text below the table, and takes no room for none. */
    private void tell(Control note, String before, String text, Consumer<String> show) {
        if (!text.equals(before)) {
            show.accept(text);
            ((GridData) note.getLayoutData()).exclude = text.isEmpty();
            note.setVisible(!text.isEmpty());
            root.layout(true);
        }
    }

    private static String remedyText(SourceState state) {
        String sentence = StateWords.remedy(state);
        boolean retry = state instanceof SourceState.Refused || state instanceof SourceState.WaitingToRetry;
        return retry ? (sentence + " <a>" + Messages.SourcesTryNow + "</a>").strip() : sentence;
    }

    private void showTrouble(Optional<StoreTrouble> trouble) {
        String text = trouble.map(TroubleWords::of).orElse("");
        tell(storeNote, storeNote.getText(), text, storeNote::setText);
    }

    @Override
    public void setFocus() {
        table.getControl().setFocus();
    }
}
