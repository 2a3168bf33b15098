package org.currentcost.ui.mqtt;

import jakarta.inject.Inject;
import org.currentcost.ui.ViewContent;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;

/** The topics of a broker. */
public final class ExplorerView implements ViewContent {

    private final Tree topics;

    @Inject
    ExplorerView(Composite parent) {
        topics = new Tree(parent, SWT.VIRTUAL);
    }

    @Override
    public void setFocus() {
        topics.setFocus();
    }
}
