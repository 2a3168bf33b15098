package org.currentcost.ui.dashboard;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.currentcost.model.QuantityText;
import org.currentcost.model.SeriesKey;
import org.currentcost.recorder.Recorder;
import org.currentcost.ui.kit.Commands;
import org.currentcost.ui.kit.DropDownAction;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.InjectedView;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.kit.SensorDrag;
import org.currentcost.ui.kit.TableTwin;
import org.currentcost.ui.kit.UndoNotice;
import org.currentcost.ui.kit.UndoStack;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewCopies;
import org.currentcost.ui.kit.ViewFrame;
import org.currentcost.ui.kit.ViewIds;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.PartInitException;

/**
 * Tiles that the user picks, sizes and moves. Each copy of the view has its own name and its own tiles. What they tell
 * is asked for on a thread of the view's own, but for what a sensor says now.
 */
public final class DashboardView implements ViewContent, TileGrid.Owner {

    private static final String SAVED_TILES = "tiles";
    private static final String SAVED_NAME = "name";
    private static final String SAVED_TABLE = "table";
    private static final int LONGEST_NAME = 60;
    private static final Pattern NO_NAME = Pattern
            .compile("[^ -\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]|\\p{Cntrl}");

    private final ViewFrame frame;
    private final FigureServices services;
    private final TileReader reader;
    private final TileQueries queries;
    private final Composite root;
    private final StackLayout stack = new StackLayout();
    private final TileGrid grid;
    private final TableTwin table;
    private final Link empty;
    private TileLayout layout;
    private String name;
    private boolean asTable;
    private Optional<TileReader.Answers> answers = Optional.empty();

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public DashboardView(Composite parent, ViewFrame frame, Recorder recorder, FigureServices services) {
        this.frame = frame;
        this.services = services;
        reader = new TileReader(services, recorder.live());
        layout = frame.saved(SAVED_TILES).map(SavedTiles::read).orElseGet(TileLayout::standard);
        name = frame.saved(SAVED_NAME).map(DashboardView::asName).orElse("");
        asTable = frame.saved(SAVED_TABLE).isPresent();
        root = new Composite(parent, SWT.NONE);
        root.setLayout(stack);
        queries = new TileQueries(root, services.clock(), reader, () -> questions(layout), read -> {
            answers = Optional.of(read);
            showTiles();
        });
        grid = new TileGrid(root, this);
        table = new TableTwin(root, Messages.Title);
        empty = new Link(root, SWT.WRAP);
        empty.setText(Messages.Empty + " <a>" + Messages.EmptyLink + "</a>");
        empty.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> arranged(TileLayout.standard())));
        SensorDrag.accept(root, this::addCourses);
        fillBars();
        showTitle();
        arranged(layout);
        Pulse.start(root, () -> recorder.live().version() + services.store().version()
                + services.household().revision(), this::refresh);
    }

    /** A name is one line, not longer than a tab can be, and of what can stand in the file of the workbench. */
    private static String asName(String text) {
        String line = NO_NAME.matcher(text).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST_NAME
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_NAME)).strip();
    }

    @Override
    public void saveState(IMemento memento) {
        memento.putString(SAVED_TILES, SavedTiles.write(layout));
        memento.putString(SAVED_NAME, name);
        if (asTable) {
            memento.putString(SAVED_TABLE, SAVED_TABLE);
        }
    }

    @Override
    public void setFocus() {
        if (stack.topControl == grid.control()) {
            grid.setFocus();
        } else {
            stack.topControl.setFocus();
        }
    }

    // what the user arranges

    @Override
    public void arranged(TileLayout next) {
        boolean others = !questions(next).equals(questions(layout));
        layout = next;
        grid.arrange(next);
        showTiles();
        stack.topControl = next.tiles().isEmpty() ? empty : asTable ? table.control() : grid.control();
        root.layout();
        if (others) {
            queries.ask();
        }
    }

    private void add(TileKind kind, Optional<SeriesKey> sensor) {
        if (!layout.hasRoom()) {
            DashboardMenu.tellFull(root.getShell());
            return;
        }
        arranged(layout.with(kind, sensor));
        grid.focus(layout.tiles().size() - 1);
    }

    /** Adds a tile for each of these sensors, as far as there is room. */
    void addCourses(List<SeriesKey> sensors) {
        for (var sensor : sensors) {
            boolean room = layout.hasRoom();
            add(TileKind.COURSE, Optional.of(sensor));
            if (!room) {
                // It is told once, however many more there are.
                return;
            }
        }
    }

    @Override
    public void remove(int index) {
        var tile = layout.tiles().get(index);
        var order = layout.readingOrder();
        int place = order.indexOf(index);
        String title = grid.canvases().get(index).content().title();
        arranged(layout.without(index));
        if (!layout.tiles().isEmpty()) {
            grid.focus(layout.readingOrder().get(Math.min(place, layout.tiles().size() - 1)));
        }
        offerUndo(Messages.bind(Messages.Removed, title), now -> {
            if (!now.hasRoom()) {
                DashboardMenu.tellFull(root.getShell());
            }
            return now.with(tile);
        },
                now -> now.tiles().contains(tile) ? now.without(now.tiles().indexOf(tile)) : now);
    }

    private void arrangeAsUsual() {
        var before = layout;
        arranged(TileLayout.standard());
        offerUndo(Messages.UsualDone, now -> before, now -> TileLayout.standard());
    }

    private void offerUndo(String sentence, UnaryOperator<TileLayout> undo, UnaryOperator<TileLayout> redo) {
        var display = root.getDisplay();
        UndoNotice.offer(services, sentence, UndoStack.Step.of(UndoNotice.name(sentence), sentence,
                progress -> later(display, undo), progress -> later(display, redo)));
    }

    private void later(Display display, UnaryOperator<TileLayout> change) {
        display.asyncExec(() -> {
            if (!root.isDisposed()) {
                arranged(change.apply(layout));
            }
        });
    }

    @Override
    public void act(int index) {
        var offer = grid.canvases().get(index).content().offer();
        if (offer.isEmpty()) {
            frame.open(layout.tiles().get(index).kind().view());
            return;
        }
        switch (offer.get().action()) {
            case CONNECT -> Commands.run(frame.site(), Commands.ADD_SOURCE);
            case TARIFFS -> frame.open(ViewIds.TARIFFS);
            case TARGET -> frame.open(ViewIds.TARGET);
            case REMOVE -> remove(index);
        }
    }

    // menus

    private void fillBars() {
        var bars = frame.site().getActionBars();
        bars.getToolBarManager().add(new DropDownAction(Messages.AddTile, "add", this::addMenu));
        bars.getToolBarManager().add(DashboardMenu.table(asTable, this::showAsTable));
        var menu = bars.getMenuManager();
        menu.add(new DashboardMenu.Entry(Messages.Name, this::askName));
        menu.add(new DashboardMenu.Entry(Messages.NewDashboard, this::openNew));
        menu.add(new Separator());
        menu.add(new DashboardMenu.Entry(Messages.Usual, this::arrangeAsUsual));
        bars.updateActionBars();
    }

    private MenuManager addMenu() {
        var menu = new MenuManager(Messages.AddTile);
        if (layout.hasRoom()) {
            DashboardMenu.fill(menu, answers.map(TileReader.Answers::offered).orElse(List.of()), severalMeters(),
                    this::add);
        } else {
            DashboardMenu.fillFull(menu);
        }
        return menu;
    }

    private boolean severalMeters() {
        return answers.map(TileReader.Answers::words).filter(TileWords::severalMeters).isPresent();
    }

    @Override
    public void fillMenu(IMenuManager menu, int index) {
        var tile = layout.tiles().get(index);
        String opened = grid.canvases().get(index).content().offer().map(TileContent.Offer::link)
                .orElseGet(() -> Messages.bind(Messages.OpenView, DashboardMenu.viewName(tile.kind().view())));
        menu.add(new DashboardMenu.Entry(opened, () -> act(index)));
        if (tile.kind().ofSensor()) {
            var sensors = new MenuManager(Messages.Sensor);
            DashboardMenu.fillSensors(sensors, answers.map(TileReader.Answers::offered).orElse(List.of()),
                    severalMeters(), Optional.of(tile.sensor()),
                    sensor -> arranged(layout.withSensor(index, sensor)));
            menu.add(sensors);
        }
        DashboardMenu.fillArrange(menu, grid, index);
        DashboardMenu.fillRemove(menu, () -> remove(index));
        menu.add(addMenu());
    }

    // names and copies

    private void showTitle() {
        frame.title().accept(name.isEmpty() ? Messages.Title : Messages.bind(Messages.TitleOf, Messages.Title, name));
    }

    /** Gives this dashboard a name; an empty one takes it away. */
    void rename(String next) {
        name = asName(next);
        showTitle();
    }

    private void askName() {
        DashboardMenu.askName(root.getShell(), Messages.Name, name).ifPresent(this::rename);
    }

    private void openNew() {
        DashboardMenu.askName(root.getShell(), Messages.NewDashboard, "").ifPresent(given -> {
            try {
                if (ViewCopies.open(frame.site().getPage(), ViewIds.DASHBOARD) instanceof InjectedView view
                        && view.content() instanceof DashboardView made) {
                    made.rename(given);
                }
            } catch (PartInitException e) {
                ILog.of(DashboardView.class).error(e.getMessage(), e);
            }
        });
    }

    // questions and answers

    private static Set<TileReader.Question> questions(TileLayout of) {
        var questions = new HashSet<TileReader.Question>();
        of.tiles().forEach(tile -> questions.add(TileReader.Question.of(tile)));
        return questions;
    }

    /** Shows what is known, and asks anew if something changed. */
    void refresh() {
        showTiles();
        queries.refresh(services.store().version() + services.household().revision());
    }

    private void showTiles() {
        var contents = new ArrayList<TileContent>();
        var now = services.clock().instant();
        for (var tile : layout.tiles()) {
            contents.add(content(tile, now));
        }
        for (int i = 0; i < contents.size(); i++) {
            grid.show(i, contents.get(i));
        }
        if (asTable) {
            table.show(TileContent.table(layout.readingOrder().stream().map(contents::get).toList()));
        }
    }

    private TileContent content(Tile tile, Instant now) {
        var answer = answers.map(TileReader.Answers::answers)
                .flatMap(all -> Optional.ofNullable(all.get(TileReader.Question.of(tile))));
        return answer.isEmpty()
                ? TileContent.of(TileWords.title(tile.kind()), new QuantityText("", ""), false)
                : answers.orElseThrow().words().content(tile.kind(), answer.get(),
                        reader.now(answer.get(), answers.orElseThrow()), now);
    }

    // the table

    private void showAsTable(boolean wanted) {
        asTable = wanted;
        arranged(layout);
        setFocus();
    }
}
