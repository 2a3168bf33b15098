package org.currentcost.ui.live;

import java.util.List;
import java.util.function.Consumer;
import org.currentcost.model.SeriesKey;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.FormAttachment;
import org.eclipse.swt.layout.FormData;
import org.eclipse.swt.layout.FormLayout;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;

/**
 * The flow alone on the whole screen, for a tablet on the wall. A window of its own: were it the program's window, what
 * was hidden for it would stay hidden if the program ended in between. UI thread only.
 */
final class FullScreenFlow {

    private static final int MARGIN = 4;

    private final Shell shell;
    private final FlowCanvas canvas;

    /**
     * Opens it, on the screen of another window.
     *
     * @param choose is told the sensor that the user points out
     * @param closed is called when it is closed
     */
    FullScreenFlow(Shell beside, Consumer<SeriesKey> choose, Runnable closed) {
        shell = new Shell(beside.getDisplay(), SWT.SHELL_TRIM);
        shell.setText(Messages.NowTitle);
        shell.setImages(beside.getImages());
        shell.setLayout(new FormLayout());
        var end = new Link(shell, SWT.NONE);
        end.setText("<a>" + Messages.NowEndFullScreen + "</a>");
        end.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> close()));
        var below = new FormData();
        below.right = new FormAttachment(100, -MARGIN);
        below.bottom = new FormAttachment(100, -MARGIN);
        end.setLayoutData(below);
        canvas = new FlowCanvas(shell, choose);
        var all = new FormData();
        all.left = new FormAttachment(0);
        all.top = new FormAttachment(0);
        all.right = new FormAttachment(100);
        all.bottom = new FormAttachment(end, -MARGIN);
        canvas.setLayoutData(all);
        shell.setBackground(canvas.getBackground());
        for (Control one : List.of(canvas, end)) {
            one.addListener(SWT.KeyDown, event -> {
                if (event.keyCode == SWT.ESC || event.keyCode == SWT.F11) {
                    close();
                }
            });
        }
        shell.addListener(SWT.Dispose, event -> closed.run());
        shell.setBounds(beside.getMonitor().getBounds());
        shell.setFullScreen(true);
        shell.open();
        canvas.setFocus();
    }

    FlowCanvas canvas() {
        return canvas;
    }

    void close() {
        shell.dispose();
    }
}
