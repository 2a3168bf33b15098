package org.currentcost.ui.sources;

import java.util.List;
import java.util.Optional;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.source.SourceState;
import org.currentcost.store.SourceStore.SourceRow;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.dialogs.ListSelectionDialog;
import org.eclipse.ui.handlers.HandlerUtil;

/** Waits for the memory of a running source's meter; asks whose only where several are running. */
public final class DownloadHistoryHandler extends AbstractHandler {

    static final String COMMAND = "org.currentcost.ui.downloadHistory";

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        var window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        var recorder = window.getService(IEclipseContext.class).get(Recorder.class);
        var running = recorder.sources().stream().filter(source -> isRunning(source.state()))
                .map(SourceStatus::row).toList();
        if (running.isEmpty()) {
            if (new NothingRuns(window.getShell()).open() == NothingRuns.ADD) {
                AddSourceWizard.open(window.getShell(), recorder, Optional.empty());
            }
        } else {
            for (var source : running.size() == 1 ? running : choose(window, running)) {
                HistoryJob.start(recorder, source, window);
            }
        }
        return null;
    }

    /** {@return whether a meter may be heard through a source in this state} */
    static boolean isRunning(SourceState state) {
        return !(state instanceof SourceState.Stopped || state instanceof SourceState.Finished
                || state instanceof SourceState.Refused);
    }

    private static List<SourceRow> choose(IWorkbenchWindow window, List<SourceRow> running) {
        var labels = LabelProvider.createTextProvider(element -> {
            var source = (SourceRow) element;
            return Messages.bind(Messages.DownloadSource, source.meter(), source.address());
        });
        var dialog = ListSelectionDialog.of(running).contentProvider(ArrayContentProvider.getInstance())
                .labelProvider(labels).title(Messages.DownloadTitle).message(Messages.DownloadChoose)
                .preselect(running.toArray()).create(window.getShell());
        return dialog.open() == Window.OK
                ? List.of(dialog.getResult()).stream().map(SourceRow.class::cast).toList()
                : List.of();
    }

    /** Says that there is nothing to download from, with a link that helps. */
    private static final class NothingRuns extends MessageDialog {

        static final int ADD = 100;

        NothingRuns(Shell parent) {
            super(parent, Messages.DownloadTitle, null, Messages.DownloadNone, INFORMATION, 0,
                    IDialogConstants.OK_LABEL);
        }

        @Override
        protected Control createCustomArea(Composite parent) {
            var link = new Link(parent, SWT.NONE);
            link.setText(Messages.DownloadAdd);
            link.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
                setReturnCode(ADD);
                close();
            }));
            return link;
        }
    }
}
