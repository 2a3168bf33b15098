package org.currentcost.ui.kit;

import java.util.Arrays;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.eclipse.e4.core.contexts.ContextInjectionFactory;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.part.ViewPart;

/**
 * Puts a plain class with an injected constructor into the workbench as a view: a {@link ViewContent}, or a
 * {@link FigureDelegate}, around which a {@link FigureView} is made.
 * <p>
 * The class is named after a colon in the {@code class} attribute of the view's extension:
 * {@code org.currentcost.ui.kit.InjectedView:org.currentcost.ui.live.LiveView}. Why not an {@code e4view}: see the
 * decision record on views in releng/docs.
 */
public final class InjectedView extends ViewPart {

    private Class<?> type;
    private IMemento memento;
    private ViewContent content;
    private Composite pane;

    @Override
    public void setInitializationData(IConfigurationElement element, String property, Object data) {
        super.setInitializationData(element, property, data);
        try {
            var contributor = Platform.getBundle(element.getContributor().getName());
            type = contributor.loadClass((String) data);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void init(IViewSite site, IMemento saved) throws PartInitException {
        super.init(site, saved);
        memento = saved;
    }

    @Override
    public void createPartControl(Composite parent) {
        pane = parent;
        IEclipseContext context = getSite().getService(IEclipseContext.class).createChild(type.getSimpleName());
        if (memento == null) {
            memento = ViewCopies.settings(context, getViewSite());
        }
        try {
            content = make(parent, context);
        } catch (RuntimeException e) {
            if (memento == null) {
                throw e;
            }
            // Rather a view without what was chosen in it than none.
            ILog.of(InjectedView.class).warn(getTitle() + ": " + e.getMessage(), e);
            memento = null;
            Arrays.stream(parent.getChildren()).forEach(Control::dispose);
            getViewSite().getActionBars().getMenuManager().removeAll();
            getViewSite().getActionBars().getToolBarManager().removeAll();
            content = make(parent, context);
        }
        if (ViewCopies.allows(getViewSite())) {
            var bars = getViewSite().getActionBars();
            bars.getMenuManager().add(new Separator());
            bars.getMenuManager().add(new IconAction(Messages.FigureAnother, "add",
                    () -> ViewCopies.openLike(getViewSite(), content)));
            bars.updateActionBars();
        }
        parent.addDisposeListener(event -> {
            content.dispose();
            context.dispose();
        });
    }

    private ViewContent make(Composite parent, IEclipseContext context) {
        context.set(Composite.class, parent);
        var frame = new ViewFrame(getViewSite(), this::setPartName, memento);
        context.set(ViewFrame.class, frame);
        var made = ContextInjectionFactory.make(type, context);
        return made instanceof FigureDelegate<?> figures
                ? new FigureView<>(parent, frame, context.get(FigureServices.class), figures)
                : (ViewContent) made;
    }

    /** Whom Tab has led to something in the view stays there, when that makes it the active one. */
    @Override
    public void setFocus() {
        if (!hasFocus()) {
            content.setFocus();
        }
    }

    private boolean hasFocus() {
        Control at = pane.getDisplay().getFocusControl();
        while (at != null && at != pane) {
            at = at.getParent();
        }
        return at != null;
    }

    @Override
    public void saveState(IMemento target) {
        if (content != null) {
            content.saveState(target);
        } else if (memento != null) {
            // Never shown in this session: what was saved before stays.
            target.putMemento(memento);
        }
    }

    /** {@return the injected class's object, or the host around it; null before the view was shown} */
    public ViewContent content() {
        return content;
    }
}
