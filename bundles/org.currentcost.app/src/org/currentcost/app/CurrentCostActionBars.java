package org.currentcost.app;

import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.actions.ActionFactory;

import org.eclipse.ui.actions.ContributionItemFactory;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;

/** The menus: Eclipse's own commands, in the places where people look for them. */
final class CurrentCostActionBars extends ActionBarAdvisor {

    private IWorkbenchWindow window;

    CurrentCostActionBars(IActionBarConfigurer configurer) {
        super(configurer);
    }

    @Override
    protected void makeActions(IWorkbenchWindow forWindow) {
        window = forWindow;
        for (ActionFactory factory : new ActionFactory[]{ActionFactory.QUIT, ActionFactory.RESET_PERSPECTIVE,
            ActionFactory.SAVE_PERSPECTIVE, ActionFactory.CLOSE_PERSPECTIVE, ActionFactory.CLOSE_ALL_PERSPECTIVES,
            ActionFactory.PREFERENCES, ActionFactory.ABOUT}) {
            register(factory.create(window));
        }
        register(new NewWindowAction(window));
    }

    private IAction action(ActionFactory factory) {
        return getAction(factory.getId());
    }

    @Override
    protected void fillMenuBar(IMenuManager menuBar) {
        var file = new MenuManager(Messages.MenuFile, IWorkbenchActionConstants.M_FILE);
        file.add(new GroupMarker(IWorkbenchActionConstants.FILE_START));
        file.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
        file.add(new Separator(IWorkbenchActionConstants.FILE_END));
        file.add(action(ActionFactory.QUIT));
        menuBar.add(file);

        menuBar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));

        var perspective = new MenuManager(Messages.MenuPerspective, "perspective");
        var open = new MenuManager(Messages.MenuOpenPerspective, "openPerspective");
        open.add(ContributionItemFactory.PERSPECTIVES_SHORTLIST.create(window));
        perspective.add(open);
        perspective.add(new Separator());
        perspective.add(action(ActionFactory.SAVE_PERSPECTIVE));
        perspective.add(action(ActionFactory.RESET_PERSPECTIVE));
        perspective.add(action(ActionFactory.CLOSE_PERSPECTIVE));
        perspective.add(action(ActionFactory.CLOSE_ALL_PERSPECTIVES));

        var show = new MenuManager(Messages.MenuShowView, "showView");
        show.add(ContributionItemFactory.VIEWS_SHORTLIST.create(window));

        var windowMenu = new MenuManager(Messages.MenuWindow, IWorkbenchActionConstants.M_WINDOW);
        windowMenu.add(action(ActionFactory.OPEN_NEW_WINDOW));
        windowMenu.add(new Separator());
        windowMenu.add(show);
        windowMenu.add(perspective);
        windowMenu.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        windowMenu.add(new Separator());
        windowMenu.add(action(ActionFactory.PREFERENCES));
        menuBar.add(windowMenu);

        var help = new MenuManager(Messages.MenuHelp, IWorkbenchActionConstants.M_HELP);
        help.add(new GroupMarker(IWorkbenchActionConstants.HELP_START));
        help.add(new Separator(IWorkbenchActionConstants.MB_ADDITIONS));
        help.add(new Separator());
        help.add(action(ActionFactory.ABOUT));
        menuBar.add(help);
    }
}
