package org.currentcost.ui.dashboard;

import java.util.List;
import java.util.Objects;
import org.currentcost.model.QuantityText;
import org.eclipse.jface.resource.ResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleActionAdapter;
import org.eclipse.swt.accessibility.AccessibleActionEvent;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;

/** A tile. UI thread only. */
final class TileCanvas extends Canvas {

    private TileContent content = TileContent.of("", new QuantityText("", ""), false);
    private Rectangle link = new Rectangle(0, 0, 0, 0);
    private boolean held;

    /** @param action what is done when a screen reader's user acts on it */
    TileCanvas(Composite parent, ResourceManager resources, Runnable action) {
        super(parent, SWT.DOUBLE_BUFFERED);
        addPaintListener(event -> {
            var painted = new TilePainter(event.gc, this, resources).paint(content, held || isFocusControl());
            link = painted.link();
            // Only what can't be read in the tile.
            tell(painted.shortened() ? content.whole() : null);
        });
        for (int type : List.of(SWT.FocusIn, SWT.FocusOut)) {
            addListener(type, event -> redraw());
        }
        addListener(SWT.Traverse, event -> event.doit = event.detail == SWT.TRAVERSE_TAB_NEXT
                || event.detail == SWT.TRAVERSE_TAB_PREVIOUS || event.detail == SWT.TRAVERSE_PAGE_NEXT
                || event.detail == SWT.TRAVERSE_PAGE_PREVIOUS);
        speak(action);
    }

    private void speak(Runnable action) {
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = text();
            }

            @Override
            public void getDescription(AccessibleEvent event) {
                event.result = content.offer().map(TileContent.Offer::link).orElse("");
            }

            @Override
            public void getHelp(AccessibleEvent event) {
                event.result = Messages.KeysHelp;
            }
        });
        getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent event) {
                event.detail = ACC.ROLE_LABEL;
            }

            @Override
            public void getValue(AccessibleControlEvent event) {
                event.result = content.value();
            }

            @Override
            public void getState(AccessibleControlEvent event) {
                event.detail = ACC.STATE_FOCUSABLE | (isFocusControl() ? ACC.STATE_FOCUSED : 0);
            }
        });
        getAccessible().addAccessibleActionListener(new AccessibleActionAdapter() {
            @Override
            public void getActionCount(AccessibleActionEvent event) {
                event.count = 1;
            }

            @Override
            public void getName(AccessibleActionEvent event) {
                event.result = content.offer().map(TileContent.Offer::link).orElse(content.title());
            }

            @Override
            public void doAction(AccessibleActionEvent event) {
                action.run();
                event.result = ACC.OK;
            }
        });
    }

    void show(TileContent next) {
        if (next.equals(content)) {
            return;
        }
        boolean other = !next.title().equals(content.title()) || !next.value().equals(content.value());
        content = next;
        if (other && isFocusControl()) {
            getAccessible().sendEvent(ACC.EVENT_NAME_CHANGED, null);
        }
        redraw();
    }

    private void tell(String tip) {
        if (!Objects.equals(tip, getToolTipText())) {
            setToolTipText(tip);
        }
    }

    TileContent content() {
        return content;
    }

    /** {@return what the tile is about and what it says, as a screen reader tells it} */
    String text() {
        return content.title() + ": " + content.value();
    }

    /** {@return whether there is the link of an offer at a place} */
    boolean hasLinkAt(int x, int y) {
        return content.offer().isPresent() && link.contains(x, y);
    }

    /** Marks it while it is moved or sized by the mouse. */
    void hold(boolean next) {
        held = next;
        redraw();
    }
}
