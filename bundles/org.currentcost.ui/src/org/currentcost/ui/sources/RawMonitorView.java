package org.currentcost.ui.sources;

import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.currentcost.recorder.Recorder;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.ui.kit.Pulse;
import org.currentcost.ui.kit.StateMarks;
import org.currentcost.ui.kit.ViewContent;
import org.currentcost.ui.kit.ViewFrame;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.events.MenuListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.ui.IMemento;

/** The last bytes that a source heard, as text. Bytes that are no text show as their hexadecimal value. */
public final class RawMonitorView implements ViewContent {

    private static final String SAVED_SOURCE = "source";

    private final Recorder recorder;
    private final Combo choice;
    private final StyledText text;
    private final Action hold;
    private List<SourceStatus> sources = List.of();
    /** The source that is to be shown, also while it is not there. */
    private Optional<String> wanted;

    /** Makes the view's widgets in {@code parent}. */
    @Inject
    public RawMonitorView(Composite parent, ViewFrame frame, Recorder recorder) {
        this.recorder = recorder;
        wanted = frame.saved(SAVED_SOURCE);
        var root = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(6, 6).applyTo(root);
        new Label(root, SWT.NONE).setText(Messages.RawSource);
        choice = new Combo(root, SWT.READ_ONLY);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(choice);
        choice.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            wanted = chosen().map(source -> source.row().id());
            show();
        }));
        text = new StyledText(root, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.H_SCROLL | SWT.BORDER);
        text.setFont(JFaceResources.getTextFont());
        GridDataFactory.fillDefaults().span(2, 1).grab(true, true).applyTo(text);
        text.setMenu(createMenu());
        hold = new Action(Messages.RawHold, IAction.AS_CHECK_BOX) {
        };
        hold.setImageDescriptor(StateMarks.icon("stop"));
        hold.setToolTipText(Messages.RawHold);
        frame.site().getActionBars().getToolBarManager().add(hold);
        frame.site().getActionBars().updateActionBars();
        Pulse.start(root, recorder::version, this::refresh);
    }

    private Menu createMenu() {
        var menu = new Menu(text);
        var copy = item(menu, Messages.RawCopy, text::copy);
        item(menu, Messages.RawSelectAll, text::selectAll);
        menu.addMenuListener(MenuListener.menuShownAdapter(
                event -> copy.setEnabled(text.getSelectionCount() > 0)));
        return menu;
    }

    private static MenuItem item(Menu menu, String name, Runnable work) {
        var item = new MenuItem(menu, SWT.PUSH);
        item.setText(name);
        item.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> work.run()));
        return item;
    }

    private void refresh() {
        var now = recorder.sources();
        if (!ids(now).equals(ids(sources))) {
            Optional<String> before = wanted.filter(ids(now)::contains)
                    .or(() -> chosen().map(source -> source.row().id()));
            sources = now;
            choice.setItems(now.stream().map(source -> source.row().meter() + "  –  "
                    + recorder.types().describe(source.row().address()))
                    .toArray(String[]::new));
            choice.select(before.map(id -> Math.max(0, ids(now).indexOf(id))).orElse(0));
        }
        if (!hold.isChecked()) {
            show();
        }
    }

    private static List<String> ids(List<SourceStatus> sources) {
        return sources.stream().map(source -> source.row().id()).toList();
    }

    private Optional<SourceStatus> chosen() {
        int index = choice.getSelectionIndex();
        return index < 0 || index >= sources.size() ? Optional.empty() : Optional.of(sources.get(index));
    }

    /** Shows what this source heard, whichever one was shown before. */
    void choose(String id) {
        refresh();
        int index = ids(sources).indexOf(id);
        if (index >= 0) {
            wanted = Optional.of(id);
            choice.select(index);
            show();
        }
    }

    private void show() {
        String received = chosen().map(source -> printable(recorder.received(source.row().id()))).orElse("");
        if (received.isEmpty()) {
            received = Messages.RawNothing;
        }
        if (!received.equals(text.getText())) {
            replace(received);
        }
    }

    /** At its end the caret follows what comes; elsewhere it stays, with what is selected, at what it was on. */
    private void replace(String received) {
        String before = text.getText();
        int gone = gone(before, received);
        int caret = text.getCaretOffset();
        var selected = text.getSelection();
        int anchor = selected.x == caret ? selected.y : selected.x;
        boolean follows = gone == before.length() || anchor == caret && caret == before.length();
        int top = text.getTopIndex() - text.getLineAtOffset(gone);
        int left = text.getHorizontalPixel();
        text.setText(received);
        if (follows) {
            text.setCaretOffset(received.length());
            text.setTopIndex(text.getLineCount() - 1);
        } else {
            text.setSelection(Math.max(0, anchor - gone), Math.max(0, caret - gone));
            text.setTopIndex(Math.max(0, top));
            text.setHorizontalPixel(left);
        }
    }

    /** {@return how much of the beginning of a text another one has let go, at whose end there may be more; all if the
     * other one is another text} */
    static int gone(String before, String now) {
        int gone = 0;
        while (!now.regionMatches(0, before, gone, before.length() - gone)) {
            gone++;
        }
        return gone;
    }

    /** {@return the bytes as lines of text, with {@code ‹FC›} for what is no text} */
    static String printable(byte[] bytes) {
        var result = new StringBuilder();
        for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
            if (c == '\n') {
                result.append('\n');
            } else if (c >= ' ' && c < 0x7f) {
                result.append(c);
            } else if (c != '\r') {
                result.append(String.format("‹%02X›", (int) c));
            }
        }
        return result.toString();
    }

    @Override
    public void saveState(IMemento memento) {
        wanted.or(() -> chosen().map(source -> source.row().id()))
                .ifPresent(id -> memento.putString(SAVED_SOURCE, id));
    }

    @Override
    public void setFocus() {
        text.setFocus();
    }
}
