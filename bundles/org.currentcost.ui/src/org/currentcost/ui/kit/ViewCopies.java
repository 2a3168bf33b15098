package org.currentcost.ui.kit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.core.runtime.ILog;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.XMLMemento;

/** Several views of one kind beside each other. UI thread only. */
public final class ViewCopies {

    /** Under this name a view that is opened as a copy finds the settings of the other one. */
    private static final String SETTINGS = "org.currentcost.ui.copiedSettings";
    /** Under this name views of a new window find the settings of those of the other window, by {@link #key}. */
    private static final String WINDOW_SETTINGS = "org.currentcost.ui.copiedWindow";
    private static final AtomicLong LAST_NAME = new AtomicLong();

    private ViewCopies() {
    }

    /** {@return whether there can be several views of the kind that is at a place} */
    static boolean allows(IViewSite site) {
        var kind = site.getWorkbenchWindow().getWorkbench().getViewRegistry().find(site.getId());
        return kind != null && kind.getAllowMultiple();
    }

    /** Opens one more view of a kind, as it is when nothing is chosen in it. {@return that view} */
    public static IViewPart open(IWorkbenchPage page, String kind) throws PartInitException {
        return page.showView(kind, newName(), IWorkbenchPage.VIEW_ACTIVATE);
    }

    /** Opens one more view that shows what another one shows. */
    public static void openLike(IViewSite site, ViewContent content) {
        var settings = XMLMemento.createWriteRoot("view");
        content.saveForCopy(settings);
        IEclipseContext window = site.getWorkbenchWindow().getService(IEclipseContext.class);
        window.set(SETTINGS, settings);
        try {
            open(site.getPage(), site.getId());
        } catch (PartInitException e) {
            ILog.of(ViewCopies.class).error(e.getMessage(), e);
        } finally {
            window.remove(SETTINGS);
        }
    }

    /** Opens a window with the same views as another one, which begin with what is chosen in the others. */
    public static void openInNewWindow(IWorkbenchWindow window) throws WorkbenchException {
        var page = window.getActivePage();
        if (page == null || page.getPerspective() == null) {
            return;
        }
        var settings = new HashMap<String, IMemento>();
        for (var view : page.getViewReferences()) {
            if (view.getView(true) instanceof InjectedView made && made.content() != null) {
                var memento = XMLMemento.createWriteRoot("view");
                made.content().saveForCopy(memento);
                settings.put(key(made.getViewSite()), memento);
            }
        }
        IEclipseContext workbench = window.getWorkbench().getService(IEclipseContext.class);
        workbench.set(WINDOW_SETTINGS, settings);
        try {
            show(page.getViewReferences(), window.getWorkbench()
                    .openWorkbenchWindow(page.getPerspective().getId(), page.getInput()).getActivePage());
        } finally {
            workbench.remove(WINDOW_SETTINGS);
        }
    }

    private static void show(IViewReference[] wanted, IWorkbenchPage page) throws PartInitException {
        for (var view : page.getViewReferences()) {
            if (Arrays.stream(wanted).noneMatch(one -> one.getId().equals(view.getId())
                    && Objects.equals(one.getSecondaryId(), view.getSecondaryId()))) {
                page.hideView(view);
            }
        }
        // Also those behind others begin now: later their settings are not at hand any more.
        for (var view : wanted) {
            page.showView(view.getId(), view.getSecondaryId(), IWorkbenchPage.VIEW_CREATE);
        }
        for (var view : wanted) {
            if (view.getPage().isPartVisible(view.getPart(true))) {
                page.showView(view.getId(), view.getSecondaryId(), IWorkbenchPage.VIEW_VISIBLE);
            }
        }
    }

    private static String key(IViewSite site) {
        return site.getId() + ":" + site.getSecondaryId();
    }

    /** {@return the settings that a view is to begin with that is being opened; null if it is no copy} */
    static IMemento settings(IEclipseContext view, IViewSite site) {
        var own = (IMemento) view.get(SETTINGS);
        return own == null && view.get(WINDOW_SETTINGS) instanceof Map<?, ?> all
                ? (IMemento) all.get(key(site))
                : own;
    }

    /** {@return what no copy has been called before, in this start or an earlier one, under which settings are kept} */
    private static String newName() {
        return Long.toString(LAST_NAME.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis())));
    }
}
