package org.currentcost.app;

import org.currentcost.ui.kit.AccessibleNames;
import org.eclipse.jface.action.StatusLineManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PerspectiveAdapter;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.eclipse.ui.commands.ICommandService;

/** The window: what it shows around the views. */
final class CurrentCostWindowAdvisor extends WorkbenchWindowAdvisor {

    CurrentCostWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
        super(configurer);
    }

    @Override
    public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
        return new CurrentCostActionBars(configurer);
    }

    @Override
    public void preWindowOpen() {
        IWorkbenchWindowConfigurer configurer = getWindowConfigurer();
        configurer.setInitialSize(new Point(1366, 768));
        configurer.setShowCoolBar(true);
        configurer.setShowStatusLine(true);
        configurer.setShowPerspectiveBar(true);
        configurer.setShowProgressIndicator(true);
        configurer.setTitle("CurrentCost Workbench");
    }

    @Override
    public void postWindowOpen() {
        var window = getWindowConfigurer().getWindow();
        // The status line is made when the window is shown.
        window.getShell().getDisplay().asyncExec(this::nameStatusLine);
        window.getService(ICommandService.class)
                .addExecutionListener(new ShippedSiteChoice(window.getShell().getDisplay()));
        window.addPerspectiveListener(new PerspectiveAdapter() {
            @Override
            public void perspectiveActivated(IWorkbenchPage page, IPerspectiveDescriptor perspective) {
                Shell shell = page.getWorkbenchWindow().getShell();
                shell.getDisplay().asyncExec(() -> {
                    placeToolBars(shell);
                    focusActivePart(page);
                });
            }
        });
    }

    /** One that was hidden when it was made the active one has no focus: no key would do anything. */
    private static void focusActivePart(IWorkbenchPage page) {
        var part = page.getActivePart();
        if (part != null) {
            part.setFocus();
        }
    }

    private void nameStatusLine() {
        if (getWindowConfigurer().getActionBarConfigurer().getStatusLineManager() instanceof StatusLineManager line
                && line.getControl() != null) {
            AccessibleNames.set(line.getControl(), Messages.StatusLine);
        }
    }

    /**
     * Views that were hidden were laid out without any width, and put their tool bars into a second row; back at their
     * size the tool bars stay there, over the view, until something makes their folders place them anew.
     */
    private static void placeToolBars(Composite parent) {
        if (parent.isDisposed()) {
            return;
        }
        if (parent instanceof CTabFolder folder) {
            folder.setTabHeight(SWT.DEFAULT);
        }
        for (Control child : parent.getChildren()) {
            if (child instanceof Composite composite) {
                placeToolBars(composite);
            }
        }
    }
}
