package org.currentcost.ui.kit;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.currentcost.recorder.SourceStatus;
import org.currentcost.source.SourceState;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ImageRegistry;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Display;

/** The marks for states, alike everywhere: a shape and a colour each. */
public final class StateMarks {

    private static final String BUNDLE = "org.currentcost.ui";
    private static final int SILENT = 4;

    private static ImageRegistry images;

    private StateMarks() {
    }

    /** {@return the mark of a state; not to be disposed} */
    public static Image of(SourceState state) {
        return image(switch (state) {
            case SourceState.Live live -> "state-live";
            case SourceState.Connecting connecting -> "state-retrying";
            case SourceState.Silent silent -> "state-silent";
            case SourceState.WaitingToRetry waiting -> "state-retrying";
            case SourceState.Refused refused -> "state-refused";
            case SourceState.Stopped stopped -> "state-stopped";
            case SourceState.Finished finished -> "state-stopped";
        });
    }

    /** {@return an icon of this bundle; not to be disposed} */
    public static Image image(String name) {
        if (images == null) {
            images = new ImageRegistry(Display.getCurrent());
            // The registry's images end with the display; a later display needs others.
            Display.getCurrent().disposeExec(() -> images = null);
        }
        if (images.getDescriptor(name) == null) {
            images.put(name, icon(name));
        }
        return images.get(name);
    }

    /** {@return an icon of this bundle} */
    public static ImageDescriptor icon(String name) {
        return ResourceLocator.imageDescriptorFromBundle(BUNDLE, "icons/" + name + ".svg").orElseThrow();
    }

    /** {@return the source whose state most wants attention} */
    public static Optional<SourceStatus> worst(List<SourceStatus> sources) {
        return sources.stream().max(Comparator.comparingInt(source -> severity(source.state())));
    }

    /** {@return whether a source does not bring what it should} */
    public static boolean isTrouble(SourceState state) {
        return severity(state) >= SILENT;
    }

    private static int severity(SourceState state) {
        return switch (state) {
            case SourceState.Stopped stopped -> 0;
            case SourceState.Finished finished -> 1;
            case SourceState.Live live -> 2;
            case SourceState.Connecting connecting -> 3;
            case SourceState.Silent silent -> SILENT;
            case SourceState.WaitingToRetry waiting -> 5;
            case SourceState.Refused refused -> 6;
        };
    }
}
