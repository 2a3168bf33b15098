package org.currentcost.ui.kit;

import java.util.function.Supplier;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuCreator;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.ToolItem;

/** A button of a tool bar that drops a menu down, pressed anywhere; the tooltip of its icon is its text. */
public final class DropDownAction extends Action implements IMenuCreator {

    private final Supplier<MenuManager> fill;
    private MenuManager menu = new MenuManager();

    /**
     * Makes the button.
     *
     * @param icon the name of an icon of this bundle
     * @param fill makes the menu, as it is now, each time that it is dropped down
     */
    public DropDownAction(String text, String icon, Supplier<MenuManager> fill) {
        super(text, IAction.AS_DROP_DOWN_MENU);
        this.fill = fill;
        setImageDescriptor(StateMarks.icon(icon));
        setToolTipText(text);
        setMenuCreator(this);
    }

    @Override
    public void runWithEvent(Event event) {
        if (event.widget instanceof ToolItem item) {
            var bounds = item.getBounds();
            var dropped = getMenu(item.getParent());
            dropped.setLocation(item.getParent().toDisplay(bounds.x, bounds.y + bounds.height));
            dropped.setVisible(true);
        }
    }

    @Override
    public Menu getMenu(Control parent) {
        menu.dispose();
        menu = fill.get();
        return menu.createContextMenu(parent);
    }

    @Override
    public Menu getMenu(Menu parent) {
        return null;
    }

    @Override
    public void dispose() {
        menu.dispose();
    }
}
