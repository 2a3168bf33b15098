package org.currentcost.ui.sources;

import jakarta.inject.Inject;
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
import org.currentcost.ui.kit.ShortenedLabel;
import org.currentcost.ui.kit.StateMarks;
import org.currentcost.ui.kit.TroubleWords;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.MouseListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;

/**
 * How the source of my house is, whether others are in trouble, and who records, in the status line: a mark and words.
 * A click opens the Sources view.
 */
public final class StatusLineState {

    /** About how long the words are in the everyday: wider ones are given more where there is room. */
    private static final int USUAL_CHARACTERS = 34;
    private static final int USUAL_CHARACTERS_WHO = 43;
    private static final double MOST_OF_LINE = 0.4;

    private final IWorkbenchWindow window;
    private final Composite line;
    private final Composite box;
    private final Label mark;
    private final ShortenedLabel words;
    private final ShortenedLabel who;

    /** Makes it in the status line. */
    @Inject
    public StatusLineState(Composite line, IWorkbenchWindow window, IEclipseContext context, Recorder recorder,
            FigureServices services, FolderRole role) {
        this.window = window;
        this.line = line;
        box = new Composite(line, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(6, 2).applyTo(box);
        mark = new Label(box, SWT.NONE);
        mark.setImage(StateMarks.image("state-stopped"));
        words = new ShortenedLabel(box);
        who = new ShortenedLabel(box);
        var open = MouseListener.mouseUpAdapter(event -> openSources());
        mark.addMouseListener(open);
        words.control().addMouseListener(open);
        who.control().addMouseListener(open);
        var unattended = Optional.ofNullable(context.get(UnattendedRecording.class));
        fit();
        Listener resized = event -> fit();
        line.addListener(SWT.Resize, resized);
        box.addDisposeListener(event -> line.removeListener(SWT.Resize, resized));
        Pulse.start(box, () -> recorder.version() + role.now().since().toEpochMilli(), () -> {
            show(recorder, services);
            var records = WhoRecords.of(role.now(), goesOn(unattended), recorder.sources(),
                    InstantSource.system().instant(), ZoneId.systemDefault());
            who.show(records.words(), records.more());
            fit();
        });
    }

    /** Gives the words as much of the line as they need, and so much that those of the next second fit as well. */
    private void fit() {
        int most = (int) (line.getClientArea().width * MOST_OF_LINE);
        boolean changed = fit(words, USUAL_CHARACTERS, most) | fit(who, USUAL_CHARACTERS_WHO, most);
        if (changed) {
            box.requestLayout();
        }
    }

    private static boolean fit(ShortenedLabel label, int characters, int most) {
        int width = label.roomFor(characters);
        int fitted = most > 0 ? Math.min(width, most) : width;
        var data = (GridData) label.control().getLayoutData();
        if (data != null && data.widthHint == fitted) {
            return false;
        }
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).hint(fitted, SWT.DEFAULT).applyTo(label.control());
        return true;
    }

    private void show(Recorder recorder, FigureServices services) {
        var trouble = recorder.storeTrouble();
        if (trouble.isPresent()) {
            mark.setImage(StateMarks.image("state-refused"));
            words.show(trouble.get().reason(), TroubleWords.of(trouble.get()));
        } else {
            var status = StatusText.of(recorder.sources(), services.houseKey().map(SeriesKey::meter),
                    InstantSource.system().instant());
            mark.setImage(status.source().map(source -> StateMarks.of(source.state()))
                    .orElse(StateMarks.image("state-stopped")));
            String text = status.words();
            words.show(text, status.source().map(source -> (text + "\n"
                    + recorder.types().describe(source.row().address()) + "\n"
                    + StateWords.remedy(source.state())).strip()).orElse(""));
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
            window.getActivePage().showView(ViewIds.SOURCES, null, IWorkbenchPage.VIEW_ACTIVATE);
        } catch (PartInitException e) {
            Problems.show(window.getShell(), Messages.ViewProblem, e);
        }
    }
}
