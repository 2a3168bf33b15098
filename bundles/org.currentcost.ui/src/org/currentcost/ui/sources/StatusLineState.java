package org.currentcost.ui.sources;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.StateWords;
import org.currentcost.settings.UnattendedRecording;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.kit.StateMarks;
import org.currentcost.ui.kit.TroubleWords;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.MouseListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.menus.WorkbenchWindowControlContribution;

/**
 * How the source of my house is, whether others are in trouble, and who records, in the status line: a mark and words.
 * A click opens the Sources view.
 */
public final class StatusLineState extends WorkbenchWindowControlContribution {

    private static final int WIDTH = 240;
    private static final int WHO_WIDTH = 300;

    @Override
    protected Control createControl(Composite parent) {
        var context = getWorkbenchWindow().getService(IEclipseContext.class);
        var recorder = context.get(Recorder.class);
        var services = context.get(FigureServices.class);
        var box = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(6, 2).applyTo(box);
        var mark = new Label(box, SWT.NONE);
        mark.setImage(StateMarks.image("state-stopped"));
        var words = new Label(box, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(WIDTH, SWT.DEFAULT)
                .applyTo(words);
        var who = new Label(box, SWT.NONE);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).hint(WHO_WIDTH, SWT.DEFAULT).applyTo(who);
        var open = MouseListener.mouseUpAdapter(event -> openSources());
        mark.addMouseListener(open);
        words.addMouseListener(open);
        who.addMouseListener(open);
        var role = context.get(FolderRole.class);
        var unattended = Optional.ofNullable(context.get(UnattendedRecording.class));
        Pulse.start(box, () -> recorder.version() + role.now().since().toEpochMilli(), () -> {
            show(recorder, services, mark, words);
            var records = WhoRecords.of(role.now(), goesOn(unattended), recorder.sources(),
                    InstantSource.system().instant(), ZoneId.systemDefault());
            show(who, records.words(), records.more());
        });
        return box;
    }

    private static void show(Recorder recorder, FigureServices services, Label mark, Label words) {
        var trouble = recorder.storeTrouble();
        String text;
        String tooltip;
        if (trouble.isPresent()) {
            mark.setImage(StateMarks.image("state-refused"));
            text = trouble.get().reason();
            tooltip = TroubleWords.of(trouble.get());
        } else {
            var status = StatusText.of(recorder.sources(), services.houseKey().map(SeriesKey::meter),
                    InstantSource.system().instant());
            mark.setImage(status.source().map(source -> StateMarks.of(source.state()))
                    .orElse(StateMarks.image("state-stopped")));
            text = status.words();
            tooltip = status.source().map(source -> (text + "\n" + recorder.types().describe(source.row().address())
                    + "\n" + StateWords.remedy(source.state())).strip()).orElse("");
        }
        show(words, text, tooltip);
    }

    private static void show(Label label, String text, String tooltip) {
        if (!text.equals(label.getText())) {
            label.setText(text);
        }
        if (!tooltip.equals(label.getToolTipText())) {
            label.setToolTipText(tooltip);
        }
    }

    private static boolean goesOn(Optional<UnattendedRecording> unattended) {
        try {
            return unattended.isPresent() && unattended.get().wanted().orElse(false);
        } catch (StoreException e) {
            // What can't be read is told by who needs it.
            return false;
        }
    }

    private void openSources() {
        try {
            getWorkbenchWindow().getActivePage().showView(ViewIds.SOURCES, null, IWorkbenchPage.VIEW_ACTIVATE);
        } catch (PartInitException e) {
            Problems.show(getWorkbenchWindow().getShell(), Messages.ViewProblem, e);
        }
    }
}
