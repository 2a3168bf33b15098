package org.currentcost.ui.kit;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbench;

/**
 * Says for a while what was done, at the lower edge of the window, and offers to undo it: by its link, or by the key
 * for undoing for as long as nothing else was done. UI thread only.
 */
public final class UndoNotice {

    private static final int MILLIS = 12_000;
    private static final int MARGIN = 48;

    /** What undoes the last thing that was done. @param name what its menu entry says */
    record Step(String name, Runnable work) implements Runnable {
        @Override
        public void run() {
            work.run();
        }
    }

    private UndoNotice() {
    }

    /**
     * Says that something was done.
     *
     * @param sentence what
     * @param problem  the sentence for a dialog if undoing fails
     * @param undo     undoes it, as a job
     */
    public static void offer(FigureServices services, String sentence, String problem, ProgressJob.Work undo) {
        var workbench = Services.find(IWorkbench.class).filter(one -> one.getWorkbenchWindowCount() > 0);
        if (workbench.isEmpty()) {
            return;
        }
        var active = workbench.get().getActiveWorkbenchWindow();
        var window = (active == null ? workbench.get().getWorkbenchWindows()[0] : active).getShell();
        var notice = new Shell(window, SWT.NO_TRIM | SWT.TOOL | SWT.NO_FOCUS);
        String name = Messages.bind(Messages.UndoWhat, sentence.endsWith(".")
                ? sentence.substring(0, sentence.length() - 1)
                : sentence);
        var once = new Step(name, () -> {
            services.choices().undo().set(ViewingChoices.NOTHING_TO_UNDO);
            ProgressJob.start(name, problem, undo);
        });
        services.choices().undo().set(once);
        GridLayoutFactory.fillDefaults().margins(14, 8).applyTo(notice);
        notice.addPaintListener(event -> {
            event.gc.setForeground(event.display.getSystemColor(SWT.COLOR_WIDGET_NORMAL_SHADOW));
            event.gc.drawRectangle(0, 0, notice.getSize().x - 1, notice.getSize().y - 1);
        });
        var link = new Link(notice, SWT.NONE);
        link.setText(Messages.bind(Messages.UndoOffer, sentence.replace("&", "&&")));
        link.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> once.run()));
        GridDataFactory.fillDefaults().applyTo(link);
        services.choices().undo().listen(notice, next -> {
            if (!notice.isDisposed()) {
                notice.close();
            }
        });
        notice.pack();
        Rectangle around = window.getBounds();
        Point size = notice.getSize();
        notice.setLocation(around.x + (around.width - size.x) / 2, around.y + around.height - size.y - MARGIN);
        notice.setVisible(true);
        notice.getDisplay().timerExec(MILLIS, () -> {
            if (!notice.isDisposed()) {
                notice.close();
            }
        });
    }
}
