package org.currentcost.app;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.currentcost.install.SiteAddress;
import org.currentcost.ui.kit.FontRoom;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Says what unsigned content is and how to tell whether it is the right one, and asks whether to trust its site. */
final class UnsignedQuestion implements BiPredicate<Set<URI>, List<String>> {

    private static final int WIDTH = 620;
    private static final int HEIGHT = 110;

    private final Display display;

    UnsignedQuestion(Display display) {
        this.display = display;
    }

    @Override
    public boolean test(Set<URI> sites, List<String> files) {
        var answer = new boolean[1];
        display.syncExec(() -> answer[0] = ask(display.getActiveShell(), sites, files));
        return answer[0];
    }

    private static boolean ask(Shell shell, Set<URI> sites, List<String> files) {
        String names = sites.stream().map(SiteAddress::words).sorted().collect(Collectors.joining(", "));
        boolean open = sites.stream().anyMatch(site -> "http".equals(site.getScheme()));
        String question = Messages.bind(open ? Messages.UnsignedOpenQuestion : Messages.UnsignedQuestion, names);
        var dialog = new MessageDialog(shell, Messages.UnsignedTitle, null, question, MessageDialog.WARNING, 1,
                Messages.UnsignedTrust, IDialogConstants.CANCEL_LABEL) {

            @Override
            protected Control createCustomArea(Composite parent) {
                var list = new Text(parent, SWT.MULTI | SWT.READ_ONLY | SWT.BORDER | SWT.V_SCROLL | SWT.H_SCROLL);
                list.setText(String.join("\n", files).replace("\n", Text.DELIMITER));
                GridDataFactory.fillDefaults().grab(true, true)
                        .hint(FontRoom.width(list, WIDTH), FontRoom.height(list, HEIGHT)).applyTo(list);
                return list;
            }
        };
        return dialog.open() == 0;
    }
}
