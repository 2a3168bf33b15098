package org.currentcost.ui.live;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.currentcost.store.StoreException;
import org.currentcost.ui.kit.FigureServices;
import org.currentcost.ui.kit.Problems;
import org.currentcost.ui.kit.Waiting;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Link;

/** What is to be decided once there are several meters: which one is my house, and whether the demo may go. */
final class MeterNotice {

    private final Composite parent;
    private final FigureServices services;
    private final MeterRemoval removal;
    private final Link link;
    private Map<String, Runnable> actions = Map.of();
    private String shown = "";

    /** @param parent has a grid of one column */
    MeterNotice(Composite parent, FigureServices services, MeterRemoval removal) {
        this.parent = parent;
        this.services = services;
        this.removal = removal;
        link = new Link(parent, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 4).hint(100, SWT.DEFAULT).exclude(true)
                .applyTo(link);
        link.setVisible(false);
        link.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> actions
                .getOrDefault(event.text, () -> {
                    // It was answered meanwhile.
                }).run()));
    }

    /** Asks what is to be asked now, if anything. */
    void refresh() {
        try {
            show();
        } catch (StoreException e) {
            ILog.of(MeterNotice.class).error(e.getMessage(), e);
        }
    }

    private void show() throws StoreException {
        var household = services.household();
        var next = new LinkedHashMap<String, Runnable>();
        String text = "";
        var demo = household.needlessDemo();
        if (demo.isPresent()) {
            next.put("demo", () -> removal.removeDemo(demo.get()));
            text = Messages.bind(Messages.MeterDemoNeedless, anchor("demo", Messages.MeterDemoRemove));
        } else if (household.houseIsUncertain()) {
            List<String> meters = household.houses().stream().map(one -> one.key().meter()).distinct().toList();
            for (int i = 0; i < meters.size(); i++) {
                String meter = meters.get(i);
                next.put(Integer.toString(i), () -> choose(meter));
            }
            text = Messages.bind(Messages.MeterAsk, next.keySet().stream()
                    .map(key -> anchor(key, meters.get(Integer.parseInt(key)))).collect(Collectors.joining(" · ")));
        }
        actions = next;
        if (!text.equals(shown)) {
            shown = text;
            link.setText(text);
            link.setVisible(!text.isEmpty());
            ((GridData) link.getLayoutData()).exclude = text.isEmpty();
            parent.layout(true);
        }
    }

    /** A name may have signs that mean something in a link. */
    private static String anchor(String target, String text) {
        return "<a href=\"" + target + "\">" + text.replace("<", "").replace("&", "&&") + "</a>";
    }

    private void choose(String meter) {
        try {
            Waiting.run(() -> services.household().chooseHouse(meter));
            show();
        } catch (StoreException e) {
            Problems.show(parent.getShell(), Messages.MeterProblem, e);
        }
    }
}
