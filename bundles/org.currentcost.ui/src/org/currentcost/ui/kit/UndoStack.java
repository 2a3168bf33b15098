package org.currentcost.ui.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.currentcost.model.Edit;
import org.currentcost.store.ReadingStore;
import org.currentcost.store.StoreException;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.operations.AbstractOperation;
import org.eclipse.core.commands.operations.IOperationHistory;
import org.eclipse.core.commands.operations.IUndoContext;
import org.eclipse.core.commands.operations.IUndoableOperation;
import org.eclipse.core.commands.operations.OperationHistoryFactory;
import org.eclipse.core.commands.operations.UndoContext;
import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;

/**
 * What the user has done and can undo and redo, in the platform's history of operations. It begins with the journals of
 * the store, and begins anew with them where somebody else has changed those: another window, a command. Safe for
 * several threads.
 */
public final class UndoStack {

    private static final int MOST_STEPS = 100;

    private final IOperationHistory history = OperationHistoryFactory.getOperationHistory();
    private final IUndoContext context = new UndoContext();
    private final ReadingStore store;
    private final Function<UndoJournal.Entry, String> labels;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicLong changes = new AtomicLong();
    private long seenRevision = Long.MIN_VALUE;

    /** @param labels what entries of the journal are called */
    UndoStack(ReadingStore store, Function<UndoJournal.Entry, String> labels) {
        this.store = store;
        this.labels = labels;
        history.setLimit(context, MOST_STEPS);
    }

    /** Something that was done, and how it is undone and redone. */
    public static final class Step extends AbstractOperation {

        private final String problem;
        private final List<Object> keys;
        private final ProgressJob.Work undo;
        private final Optional<ProgressJob.Work> redo;
        private Consumer<Double> progress = part -> {
            // nobody looks
        };
        /** It is undone in the store already. */
        private boolean settled;

        private Step(String label, String problem, List<Object> keys, ProgressJob.Work undo,
                Optional<ProgressJob.Work> redo) {
            super(label);
            this.problem = problem;
            this.keys = keys;
            this.undo = undo;
            this.redo = redo;
        }

        /**
         * {@return something that only this program knows of}
         *
         * @param label   what was done, without a full stop
         * @param problem the sentence for a dialog if undoing or redoing fails
         * @param undo    undoes it, on a job's thread
         * @param redo    does it again
         */
        public static Step of(String label, String problem, ProgressJob.Work undo, ProgressJob.Work redo) {
            return new Step(label, problem, List.of(), undo, Optional.of(redo));
        }

        /** {@return corrections that were made at once} @param edits as they are kept */
        static Step ofEdits(ReadingStore store, String label, List<Edit> edits) {
            return new Step(label, Messages.EditProblem, new UndoJournal.Edits(edits).keys(), progress -> {
                for (var edit : edits.reversed()) {
                    store.setUndone(edit.id(), true);
                }
            }, Optional.of(progress -> {
                for (var edit : edits) {
                    store.setUndone(edit.id(), false);
                }
            }));
        }

        /** {@return an import, which can't be redone} @param after undoes what else it did */
        public static Step ofImport(ReadingStore store, String label, long id, ProgressJob.Work after) {
            return new Step(label, importProblem(), List.of(UndoJournal.keyOfImport(id)), progress -> {
                store.undoImport(id, progress);
                after.run(progress);
            }, Optional.empty());
        }

        /** {@return the sentence for a dialog if undoing or redoing fails} */
        String problem() {
            return problem;
        }

        @Override
        public boolean canRedo() {
            return redo.isPresent();
        }

        @Override
        public IStatus execute(IProgressMonitor monitor, IAdaptable info) {
            throw new IllegalStateException("it was done before it came into the history");
        }

        @Override
        public IStatus undo(IProgressMonitor monitor, IAdaptable info) throws ExecutionException {
            return run(undo);
        }

        @Override
        public IStatus redo(IProgressMonitor monitor, IAdaptable info) throws ExecutionException {
            return run(redo.orElseThrow());
        }

        private IStatus run(ProgressJob.Work work) throws ExecutionException {
            try {
                if (!settled) {
                    work.run(progress);
                }
                return Status.OK_STATUS;
            } catch (CancellationException e) {
                return Status.CANCEL_STATUS;
            } catch (Exception e) {
                throw new ExecutionException(getLabel(), e);
            }
        }
    }

    /** {@return the sentence for a dialog if an import can't be undone} */
    public static String importProblem() {
        return Messages.UndoImportProblem;
    }

    /** Takes in what was done last: it is what is undone next, and nothing can be redone any more. */
    public synchronized void add(Step step) {
        for (var known : history.getUndoHistory(context)) {
            if (known instanceof Step one && one.keys.stream().anyMatch(step.keys::contains)) {
                // The journal has told of it before.
                history.replaceOperation(known, new IUndoableOperation[0]);
            }
        }
        step.addContext(context);
        history.add(step);
        changes.incrementAndGet();
    }

    /** {@return what is undone next; empty if there is nothing, or while something is being undone} */
    public Optional<Step> undoable() {
        return busy.get() ? Optional.empty() : next(false);
    }

    /** {@return what is redone next; empty if there is nothing, or while something is being redone} */
    public Optional<Step> redoable() {
        return busy.get() ? Optional.empty() : next(true);
    }

    private synchronized Optional<Step> next(boolean redo) {
        follow();
        var next = redo ? history.getRedoOperation(context) : history.getUndoOperation(context);
        return next instanceof Step step && (!redo || step.canRedo()) ? Optional.of(step) : Optional.empty();
    }

    /** {@return a number that grows with everything that is done, undone and redone} */
    long changes() {
        return changes.get();
    }

    /**
     * Undoes or redoes a step as a job. Does nothing while another one is on its way. UI thread.
     *
     * @param step what {@link #undoable} or {@link #redoable} said
     * @param name what the Progress view calls it
     */
    void start(Step step, boolean redo, String name) {
        if (busy.compareAndSet(false, true)) {
            ProgressJob.start(name, step.problem(), progress -> {
                try {
                    run(step, redo, progress);
                } finally {
                    busy.set(false);
                    changes.incrementAndGet();
                }
            });
        }
    }

    /**
     * Undoes or redoes a step.
     *
     * @throws IllegalStateException if others have changed so much that it is not the next one any more
     * @throws CancellationException if {@code progress} threw it; nothing is changed then
     * @throws Exception             if the store refuses
     */
    void run(Step step, boolean redo, Consumer<Double> progress) throws Exception {
        if (next(redo).filter(step::equals).isEmpty()) {
            throw new IllegalStateException(Messages.UndoChangedByOthers);
        }
        step.progress = progress;
        try {
            var status = redo ? history.redoOperation(step, null, null) : history.undoOperation(step, null, null);
            if (status.getSeverity() == IStatus.CANCEL) {
                throw new CancellationException(step.getLabel());
            }
            if (!step.canRedo()) {
                // What was undone before it was made for what is gone now.
                history.dispose(context, false, true, false);
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Makes the history what the journals say, if somebody else has changed them. */
    private void follow() {
        long revision = store.revision();
        if (revision == seenRevision) {
            return;
        }
        // Where the file can't be read, it is said once and not whenever a menu looks.
        seenRevision = revision;
        try {
            var journal = UndoJournal.of(store);
            if (!isKnown(journal)) {
                var own = ownSteps();
                history.dispose(context, true, true, false);
                fill(journal, own);
                changes.incrementAndGet();
            }
        } catch (StoreException | ExecutionException e) {
            ILog.of(UndoStack.class).error(e.getMessage(), e);
        }
    }

    private boolean isKnown(UndoJournal journal) {
        var redo = new HashSet<Object>();
        journal.redoable().forEach(entry -> redo.addAll(entry.keys()));
        var newest = journal.undoable().subList(Math.max(0, journal.undoable().size() - MOST_STEPS),
                journal.undoable().size());
        var kept = Arrays.stream(history.getUndoHistory(context)).map(Step.class::cast)
                .filter(step -> !step.keys.isEmpty()).map(step -> step.keys).toList();
        var expected = newest.stream().map(UndoJournal.Entry::keys).toList();
        // Steps that only this program knows of push old ones out.
        return expected.size() >= kept.size()
                && expected.subList(expected.size() - kept.size(), expected.size()).equals(kept)
                && (kept.size() == expected.size() || history.getUndoHistory(context).length >= MOST_STEPS)
                && Arrays.stream(history.getRedoHistory(context)).map(Step.class::cast)
                        .allMatch(step -> redo.containsAll(step.keys));
    }

    /** {@return what only this program knows of, by the keys of what was done before it} */
    private Map<List<Object>, List<Step>> ownSteps() {
        var own = new LinkedHashMap<List<Object>, List<Step>>();
        List<Object> before = List.of();
        for (var known : history.getUndoHistory(context)) {
            if (known instanceof Step step && step.keys.isEmpty()) {
                own.computeIfAbsent(before, key -> new ArrayList<>()).add(step);
            } else if (known instanceof Step step) {
                before = step.keys;
            }
        }
        return own;
    }

    /** @param own is put behind what it stood behind, or where that is gone at the end */
    private void fill(UndoJournal journal, Map<List<Object>, List<Step>> own) throws ExecutionException {
        keepAgain(own.remove(List.of()));
        for (var entry : journal.undoable()) {
            keep(entry);
            keepAgain(own.remove(entry.keys()));
        }
        own.values().forEach(this::keepAgain);
        // There is no other way onto the list of what can be redone than by undoing it.
        for (var step : journal.redoable().stream().map(this::keep).toList().reversed()) {
            step.settled = true;
            history.undoOperation(step, null, null);
            step.settled = false;
        }
    }

    private void keepAgain(List<Step> steps) {
        if (steps != null) {
            steps.forEach(history::add);
        }
    }

    private Step keep(UndoJournal.Entry entry) {
        var step = switch (entry) {
            case UndoJournal.Edits edits -> Step.ofEdits(store, labels.apply(entry), edits.edits());
            case UndoJournal.Import one -> Step.ofImport(store, labels.apply(entry), one.row().id(), progress -> {
                // What else it brought is not in the journal.
            });
        };
        step.addContext(context);
        history.add(step);
        return step;
    }
}
