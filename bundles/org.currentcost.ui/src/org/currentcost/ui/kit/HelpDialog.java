package org.currentcost.ui.kit;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.currentcost.accounting.AmountUnit;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.commands.common.NotDefinedException;
import org.eclipse.jface.bindings.Binding;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.keys.IBindingService;

/** What the active view is for, and the keys of the program's own commands. */
final class HelpDialog extends TitleAreaDialog {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 320;
    private static final String OWN = "org.currentcost.";
    private static final String QUICK_ACCESS = "org.eclipse.ui.window.quickAccess";

    private final IWorkbenchWindow window;

    HelpDialog(IWorkbenchWindow window) {
        super(window.getShell());
        this.window = window;
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.HelpTitle);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        var area = (Composite) super.createDialogArea(parent);
        var view = Optional.ofNullable(window.getActivePage()).map(page -> page.getActivePart())
                .map(part -> window.getWorkbench().getViewRegistry().find(part.getSite().getId()));
        setTitle(view.map(one -> one.getLabel()).orElse(Messages.HelpTitle));
        setMessage(view.map(one -> one.getDescription()).filter(text -> !text.isBlank()).orElse(Messages.HelpAbout));
        var within = new Composite(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(within);
        GridLayoutFactory.fillDefaults().margins(10, 10).applyTo(within);
        var table = new Table(within, SWT.BORDER | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        new TableColumn(table, SWT.LEFT).setText(Messages.HelpKey);
        new TableColumn(table, SWT.LEFT).setText(Messages.HelpDoes);
        GridDataFactory.fillDefaults().grab(true, true)
                .hint(FontRoom.width(table, WIDTH), FontRoom.height(table, HEIGHT)).applyTo(table);
        keys().forEach((does, key) -> new TableItem(table, SWT.NONE).setText(new String[]{key, does}));
        FittedColumns.of(table).fit();
        table.setFocus();
        return area;
    }

    /** {@return keys by what they do, in its order} */
    private Map<String, String> keys() {
        var keys = new TreeMap<String, String>();
        for (Binding binding : window.getService(IBindingService.class).getBindings()) {
            ParameterizedCommand command = binding.getParameterizedCommand();
            if (command != null && (command.getId().startsWith(OWN) || command.getId().equals(QUICK_ACCESS))) {
                keys.put(words(command), binding.getTriggerSequence().format());
            }
        }
        return keys;
    }

    private static String words(ParameterizedCommand command) {
        var values = command.getParameterMap();
        if (values.get(TimeRangeHandler.PARAMETER) instanceof String step) {
            return switch (TimeRangeHandler.Step.valueOf(step.toUpperCase(Locale.ROOT))) {
                case EARLIER -> Messages.TimeEarlier;
                case LATER -> Messages.TimeLater;
                case NOW -> Messages.TimeNow;
                case BACK -> Messages.TimeBack;
                case FORWARD -> Messages.TimeForward;
                case EXACT -> Messages.TimeExact;
            };
        }
        if (values.get(AmountUnitHandler.PARAMETER) instanceof String unit) {
            return Messages.bind(Messages.UnitTooltip, switch (AmountUnit.valueOf(unit.toUpperCase(Locale.ROOT))) {
                case ENERGY -> "kWh";
                case MONEY -> Messages.UnitMoney;
                case CARBON -> "CO₂";
            });
        }
        try {
            return command.getName();
        } catch (NotDefinedException e) {
            return command.getId();
        }
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.CLOSE_ID, IDialogConstants.CLOSE_LABEL, true);
    }

    @Override
    protected void buttonPressed(int button) {
        close();
    }
}
