package org.currentcost.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.currentcost.ui.EverydayWorkbench;
import org.currentcost.ui.RunningWorkbench;
import org.currentcost.ui.Widgets;
import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With a large font, a narrow window or colours of high contrast nothing is cut off or vanishes. */
@ExtendWith(EverydayWorkbench.class)
class LargeFontsTest {

    private static final int NARROW = 560;

    private static RunningWorkbench workbench;

    @BeforeAll
    static void start() {
        workbench = EverydayWorkbench.get();
    }

    /** The composite of the time range bar: what follows the clock is in it. */
    private static Composite rangeBar() {
        return Widgets.all(workbench.window().getShell(), ToolBar.class)
                .filter(bar -> Arrays.stream(bar.getItems())
                        .anyMatch(item -> Messages.TimeNow.equals(item.getToolTipText())))
                .findFirst().orElseThrow().getParent();
    }

    private static Stream<ToolItem> buttons(int style) {
        return Widgets.all(rangeBar(), ToolBar.class).flatMap(bar -> Arrays.stream(bar.getItems()))
                .filter(item -> (item.getStyle() & style) != 0);
    }

    private static boolean isWhole() {
        Composite bar = rangeBar();
        Point needed = bar.computeSize(SWT.DEFAULT, SWT.DEFAULT, true);
        return bar.getSize().x >= needed.x && bar.getSize().y >= needed.y
                && bar.getSize().x <= bar.getParent().getClientArea().width;
    }

    @Test
    void rangeBarIsMenusWhereItsButtonsHaveNoRoom() {
        var size = workbench.ui(() -> workbench.window().getShell().getSize());
        boolean maximized = workbench.ui(() -> workbench.window().getShell().getMaximized());
        workbench.await("all buttons", () -> buttons(SWT.RADIO).count() == TimeRangeService.Preset.values().length + 3
                && isWhole());
        workbench.act(() -> {
            workbench.window().getShell().setMaximized(false);
            workbench.window().getShell().setSize(NARROW, size.y);
        });
        try {
            workbench.await("menus", () -> buttons(SWT.RADIO).findAny().isEmpty()
                    && buttons(SWT.DROP_DOWN).count() == 2 && isWhole());
            var texts = workbench.ui(() -> buttons(SWT.DROP_DOWN).map(item -> item.getText().strip()).toList());
            assertEquals("kWh", texts.get(1));
            assertTrue(workbench.ui(() -> buttons(SWT.DROP_DOWN).findFirst().orElseThrow().getToolTipText())
                    .endsWith(texts.get(0)), "the tool tip says the length too");
        } finally {
            workbench.act(() -> {
                workbench.window().getShell().setSize(size);
                workbench.window().getShell().setMaximized(maximized);
            });
        }
        workbench.await("all buttons again", () -> buttons(SWT.RADIO).findAny().isPresent() && isWhole());
    }

    @Test
    void rangeBarGrowsWithItsFont() {
        var before = workbench.ui(() -> rangeBar().getSize());
        var font = workbench.ui(() -> {
            var data = rangeBar().getFont().getFontData();
            data[0].setHeight(data[0].getHeight() * 2);
            return new Font(rangeBar().getDisplay(), data);
        });
        try {
            workbench.act(() -> Widgets.all(rangeBar(), ToolBar.class).forEach(bar -> bar.setFont(font)));
            workbench.await("as high as its texts", () -> rangeBar().getSize().y > before.y && isWhole());
        } finally {
            workbench.act(() -> {
                Widgets.all(rangeBar(), ToolBar.class).forEach(bar -> bar.setFont(null));
                font.dispose();
            });
        }
        workbench.await("as before", () -> rangeBar().getSize().y == before.y);
    }

    @Test
    void shortenedLabelTellsTheWholeElsewhere() {
        workbench.act(() -> {
            var shell = new Shell(workbench.window().getShell());
            try {
                shell.setLayout(new GridLayout());
                var label = new ShortenedLabel(shell);
                label.control().setLayoutData(new GridData(120, SWT.DEFAULT));
                String text = "R&D: can't open /dev/ttyUSB0: not in group dialout";
                label.show(text, "how to fix");
                shell.pack();
                String shown = label.control().getText();
                assertTrue(shown.endsWith("…") && shown.startsWith("R&&D"), shown);
                assertEquals(text + "\nhow to fix", label.control().getToolTipText());
                assertEquals(text, AccessibleNames.of(label.control()));
                ((GridData) label.control().getLayoutData()).widthHint = label.roomFor(1);
                shell.pack();
                assertEquals(text.replace("&", "&&"), label.control().getText());
                assertEquals("how to fix", label.control().getToolTipText());
            } finally {
                shell.dispose();
            }
        });
    }

    @Test
    void viewsThatAreTooLowAreScrolled() {
        workbench.act(() -> {
            var shell = new Shell(workbench.window().getShell());
            try {
                shell.setLayout(new FillLayout());
                var pane = new ScrolledPane(shell);
                pane.content().setLayout(new GridLayout());
                var high = new Label(pane.content(), SWT.NONE);
                high.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
                ((GridData) high.getLayoutData()).heightHint = 300;
                shell.setSize(300, 200);
                shell.layout();
                pane.fit();
                assertTrue(high.getSize().y >= 300, "the last line can be scrolled to");
                shell.setSize(300, 600);
                shell.layout();
                assertTrue(high.getSize().y > 400, "all of the room is taken");
            } finally {
                shell.dispose();
            }
        });
    }

    @Test
    void fieldsStandBelowWhereTheyHaveNoRoomBeside() {
        workbench.act(() -> {
            var shell = new Shell(workbench.window().getShell());
            try {
                shell.setLayout(new GridLayout());
                var row = new FieldRow(shell);
                var first = named(row, "First day");
                var second = named(row, "Last day");
                shell.setSize(900, 300);
                shell.layout(true, true);
                assertEquals(first.getParent().getLocation().y, second.getParent().getLocation().y, "beside");
                shell.setSize(300, 300);
                shell.layout(true, true);
                assertTrue(second.getParent().getLocation().y > first.getParent().getLocation().y, "below");
                assertTrue(row.control().getSize().y > second.getParent().getLocation().y, "and there is room for it");
                assertEquals("Last day", AccessibleNames.of(second));
            } finally {
                shell.dispose();
            }
        });
    }

    private static Text named(FieldRow row, String name) {
        var group = row.group(2);
        new Label(group, SWT.NONE).setText(name + ":");
        var text = new Text(group, SWT.BORDER);
        text.setLayoutData(new GridData(180, SWT.DEFAULT));
        return text;
    }

    @Test
    void roomGrowsWithTheFont() {
        workbench.act(() -> {
            var shell = new Shell(workbench.window().getShell());
            var data = shell.getFont().getFontData();
            data[0].setHeight(20);
            var large = new Font(shell.getDisplay(), data);
            try {
                assertTrue(FontRoom.width(shell, 100) >= 100);
                shell.setFont(large);
                assertTrue(FontRoom.width(shell, 100) > 160, "a field holds as many characters");
                assertTrue(FontRoom.width(shell, 2000) <= shell.getMonitor().getClientArea().width);
            } finally {
                shell.dispose();
                large.dispose();
            }
        });
    }

    /** Without it the platform takes the light theme, with the desktop's light texts on it. */
    @Test
    void desktopsOfHighContrastHaveATheme() throws Exception {
        var theme = Arrays.stream(Platform.getExtensionRegistry()
                .getConfigurationElementsFor("org.eclipse.e4.ui.css.swt.theme"))
                .filter(one -> "org.eclipse.e4.ui.css.theme.high-contrast".equals(one.getAttribute("id")))
                .findFirst().orElseThrow();
        assertEquals("High contrast, in the colours of the desktop", theme.getAttribute("label"));
        try (var sheet = Platform.getBundle(theme.getContributor().getName())
                .getEntry(theme.getAttribute("basestylesheeturi")).openStream()) {
            assertTrue(sheet.readAllBytes().length > 0);
        }
    }
}
