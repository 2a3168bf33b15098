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

    private UndoNotice() {
    }

    /** {@return a sentence as the name of what was done} */
    public static String name(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** Takes something that was done into what can be undone, and says so. @param sentence what was done */
    public static void offer(FigureServices services, String sentence, UndoStack.Step step) {
        var stack = services.undo();
        stack.add(step);
        long offered = stack.changes();
        var workbench = Services.find(IWorkbench.class).filter(one -> one.getWorkbenchWindowCount() > 0);
        if (workbench.isEmpty()) {
            return;
        }
        var active = workbench.get().getActiveWorkbenchWindow();
        var window = (active == null ? workbench.get().getWorkbenchWindows()[0] : active).getShell();
        var notice = new Shell(window, SWT.NO_TRIM | SWT.TOOL | SWT.NO_FOCUS);
        GridLayoutFactory.fillDefaults().margins(14, 8).applyTo(notice);
        notice.addPaintListener(event -> {
            event.gc.setForeground(event.display.getSystemColor(SWT.COLOR_WIDGET_NORMAL_SHADOW));
            event.gc.drawRectangle(0, 0, notice.getSize().x - 1, notice.getSize().y - 1);
        });
        var link = new Link(notice, SWT.NONE);
        link.setText(Messages.bind(Messages.UndoOffer, sentence.replace("&", "&&")));
        link.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            notice.close();
            stack.start(step, false, UndoHandler.name(step, false));
        }));
        GridDataFactory.fillDefaults().applyTo(link);
        notice.pack();
        Rectangle around = window.getBounds();
        Point size = notice.getSize();
        notice.setLocation(around.x + (around.width - size.x) / 2, around.y + around.height - size.y - MARGIN);
        notice.setVisible(true);
        Pulse.start(notice, stack::changes, () -> {
            if (stack.changes() != offered) {
                notice.close();
            }
        });
        notice.getDisplay().timerExec(MILLIS, () -> {
            if (!notice.isDisposed()) {
                notice.close();
            }
        });
    }
}
