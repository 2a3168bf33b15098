package org.currentcost.ui.kit;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/**
 * What fills a view as long as there is room for it, and is scrolled where there is not, as with a large font: rather
 * than that what stands last is cut off. UI thread only.
 */
public final class ScrolledPane {

    private final ScrolledComposite scrolled;
    private final Composite content;

    /** Makes it in {@code parent}. */
    public ScrolledPane(Composite parent) {
        scrolled = new ScrolledComposite(parent, SWT.V_SCROLL);
        scrolled.setExpandHorizontal(true);
        scrolled.setExpandVertical(true);
        scrolled.setShowFocusedControl(true);
        content = new Composite(scrolled, SWT.NONE);
        // As the view's own pane has it; what is scrolled inherits nothing of that.
        content.setBackgroundMode(SWT.INHERIT_DEFAULT);
        scrolled.setContent(content);
        scrolled.addListener(SWT.Resize, event -> fit());
    }

    /** {@return what has the scroll bar, to be laid out} */
    public Control control() {
        return scrolled;
    }

    /** {@return what is scrolled; its layout says how high it has to be} */
    public Composite content() {
        return content;
    }

    /** Lays the content out anew, in at least the height that it needs now. */
    public void fit() {
        int width = scrolled.getClientArea().width;
        if (width > 0) {
            int height = content.computeSize(width, SWT.DEFAULT).y;
            if (height != scrolled.getMinHeight()) {
                scrolled.setMinHeight(height);
            }
        }
        content.layout(true);
    }
}
