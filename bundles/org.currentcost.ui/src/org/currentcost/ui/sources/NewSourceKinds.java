package org.currentcost.ui.sources;

import java.util.List;
import java.util.Optional;
import org.currentcost.recorder.Recorder;
import org.currentcost.settings.UnattendedRecording;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.widgets.Shell;
import org.osgi.service.prefs.BackingStoreException;

/**
 * Goes on where the program had to start again: whoever installs a kind of meter wants to connect one. It is asked for
 * once, and only if the kind has really come.
 */
public final class NewSourceKinds {

    private static final String NODE = "org.currentcost.ui";
    private static final String BEFORE = "sourceKindsBefore";

    private NewSourceKinds() {
    }

    /** Remembers over a restart which kinds there were, before those are there that were installed just now. */
    public static void expect() {
        save(String.join(" ", SourceKind.all().stream().map(SourceKind::id).toList()));
    }

    /**
     * Opens the wizard for a kind that has come since {@link #expect}; does nothing if nobody expected one. UI thread.
     *
     * @param unattended what is asked for after the first source, as in the welcome that this goes on with
     */
    public static void open(Shell shell, Recorder recorder, Optional<UnattendedRecording> unattended) {
        String before = InstanceScope.INSTANCE.getNode(NODE).get(BEFORE, "");
        if (before.isEmpty()) {
            return;
        }
        // First: whatever comes of it, the next start is an ordinary one.
        save("");
        var known = List.of(before.split(" "));
        var come = SourceKind.all().stream().map(SourceKind::id).filter(id -> !known.contains(id)).findFirst();
        if (come.isPresent() && AddSourceWizard.open(shell, recorder, come)) {
            UnattendedQuestion.ask(shell, unattended);
        }
    }

    private static void save(String kinds) {
        var node = InstanceScope.INSTANCE.getNode(NODE);
        if (kinds.isEmpty()) {
            node.remove(BEFORE);
        } else {
            node.put(BEFORE, kinds);
        }
        try {
            node.flush();
        } catch (BackingStoreException e) {
            ILog.of(NewSourceKinds.class).warn(e.getMessage(), e);
        }
    }
}
