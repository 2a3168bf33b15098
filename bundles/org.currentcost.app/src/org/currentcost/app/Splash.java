package org.currentcost.app;

import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** The picture that stands on the screen until the window does. A native launcher would show it; there is none. */
final class Splash {

    private final Shell shell;
    private final Image image;

    private Splash(Shell shell, Image image) {
        this.shell = shell;
        this.image = image;
    }

    static Splash show(Display display) {
        var shell = new Shell(display, SWT.NO_TRIM | SWT.ON_TOP);
        shell.setLayout(new FillLayout());
        var image = ResourceLocator.imageDescriptorFromBundle("org.currentcost.app", "icons/splash.png").orElseThrow()
                .createImage(display);
        new Label(shell, SWT.NONE).setImage(image);
        shell.pack();
        Rectangle screen = display.getPrimaryMonitor().getClientArea();
        Rectangle size = shell.getBounds();
        shell.setLocation(screen.x + (screen.width - size.width) / 2, screen.y + (screen.height - size.height) / 2);
        shell.open();
        // Draws it; nothing dispatches events until the workbench runs.
        while (display.readAndDispatch()) {
            continue;
        }
        return new Splash(shell, image);
    }

    void close() {
        if (!shell.isDisposed()) {
            shell.dispose();
            image.dispose();
        }
    }
}
