package org.currentcost.ui.kit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.currentcost.model.SeriesKey;
import org.currentcost.store.StoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.widgets.Shell;

/** The tool bar and the menu of a view of figures. */
final class FigureMenu {

    private final FigureView<?> view;
    private final ViewFrame frame;
    private final FigureServices services;
    private final FigureChoices choices;
    private final Action csv = new IconAction(Messages.FigureSaveCsv, "table", this::saveCsv);

    FigureMenu(FigureView<?> view, ViewFrame frame, FigureServices services, FigureChoices choices) {
        this.view = view;
        this.frame = frame;
        this.services = services;
        this.choices = choices;
        csv.setEnabled(false);
    }

    /** @param answered whether there are figures */
    void tell(boolean answered) {
        csv.setEnabled(answered);
    }

    /** Fills both. */
    void fill(FigureDelegate<?> delegate) {
        var bars = frame.site().getActionBars();
        if (!delegate.ignoresRange()) {
            bars.getToolBarManager().add(linkAction());
        }
        bars.getToolBarManager().add(tableAction());
        var menu = bars.getMenuManager();
        delegate.fillMenu(menu);
        menu.add(new Separator());
        var sensorsMenu = new MenuManager(Messages.FigureSensors);
        sensorsMenu.setRemoveAllWhenShown(true);
        sensorsMenu.addMenuListener(this::fillSensors);
        menu.add(sensorsMenu);
        menu.add(new Separator());
        menu.add(PictureFile.action(this::savePicture));
        menu.add(csv);
        bars.updateActionBars();
    }

    private Action linkAction() {
        return new ToggleAction(Messages.FigureLink, Messages.FigureLinkTooltip, "link", choices.linked(), linked -> {
            choices.link(linked);
            view.refresh();
        });
    }

    private Action tableAction() {
        return new ToggleAction(Messages.FigureTable, Messages.FigureTableTooltip, "table", view.asTable(),
                view::showAsTable);
    }

    private void fillSensors(IMenuManager menu) {
        var own = choices.ownSensors();
        menu.add(new FollowSensorsAction(own.isEmpty(), () -> view.chooseSensors(List.of())));
        menu.add(new Separator());
        try {
            for (var sensor : services.household().sensors()) {
                menu.add(sensorAction(SeriesNames.full(sensor), sensor.key()));
            }
        } catch (StoreException e) {
            ILog.of(FigureMenu.class).error(e.getMessage(), e);
        }
    }

    private Action sensorAction(String name, SeriesKey key) {
        return new ToggleAction(name, choices.ownSensors().contains(key), chosen -> {
            var next = new ArrayList<>(choices.ownSensors());
            if (!next.remove(key)) {
                next.add(key);
            }
            view.chooseSensors(next);
        });
    }

    /** {@return the name that is offered for a file of what is shown} */
    private String file(String extension) {
        return view.title().replaceAll("[^\\p{L}\\p{N}]+", "-").toLowerCase(Locale.ROOT) + extension;
    }

    private void savePicture() {
        PictureFile.save(shell(), file(".png"), view::writePng);
    }

    private void saveCsv() {
        FileChooser.save(shell(), Messages.FigureSaveCsvTitle, file(".csv"), FileChooser.Kind.table())
                .ifPresent(file -> {
                    try {
                        view.writeCsv(file);
                    } catch (IOException e) {
                        Problems.show(shell(), Messages.bind(Messages.FigureCsvProblem, file), e);
                    }
                });
    }

    private Shell shell() {
        return frame.site().getShell();
    }
}
