package org.currentcost.ui.kit;

import java.util.ArrayList;
import java.util.List;
import org.currentcost.model.Edit;
import org.currentcost.store.EditStore;
import org.currentcost.store.ImportStore;
import org.currentcost.store.ImportStore.ImportRow;
import org.currentcost.store.StoreException;

/**
 * What a store's journals of corrections and imports let be undone and redone. A correction that was undone before one
 * that counts is on neither list: redone, it would change what the later one was made for.
 *
 * @param undoable  what counts, in the order in which it was made
 * @param redoable  corrections that were undone and have none behind them that counts, the next one to redo first
 */
record UndoJournal(List<Entry> undoable, List<Entry> redoable) {

    /** What is undone by one press of a key. */
    sealed interface Entry {
        /** {@return what stands for it, for as long as it does not change} */
        List<Object> keys();

        private long madeMillis() {
            return switch (this) {
                case Edits edits -> edits.edits().getFirst().made().toEpochMilli();
                case Import one -> one.row().at().toEpochMilli();
            };
        }
    }

    /** Corrections of several sensors that were made by one press of a button. */
    record Edits(List<Edit> edits) implements Entry {
        @Override
        public List<Object> keys() {
            return edits.stream().<Object>map(edit -> "edit " + edit.id()).toList();
        }
    }

    /** An import, which can't be redone: its file is not kept. */
    record Import(ImportRow row) implements Entry {
        @Override
        public List<Object> keys() {
            return List.of(keyOfImport(row.id()));
        }
    }

    /** {@return what stands for an import} */
    static Object keyOfImport(long id) {
        return "import " + id;
    }

    /** {@return what the journals of a store say now} @throws StoreException if the file can't be read */
    static <S extends EditStore & ImportStore> UndoJournal of(S store) throws StoreException {
        return of(store.edits(), store.imports());
    }

    /** @param edits in the order in which they were made @param imports likewise */
    static UndoJournal of(List<Edit> edits, List<ImportRow> imports) {
        var all = new ArrayList<Entry>(grouped(edits));
        int at = 0;
        for (var row : imports) {
            if (!row.undone()) {
                Entry entry = new Import(row);
                while (at < all.size() && all.get(at).madeMillis() <= entry.madeMillis()) {
                    at++;
                }
                all.add(at++, entry);
            }
        }
        int counting = all.size();
        while (counting > 0 && isUndone(all.get(counting - 1))) {
            counting--;
        }
        return new UndoJournal(all.subList(0, counting).stream().filter(entry -> !isUndone(entry)).toList(),
                List.copyOf(all.subList(counting, all.size())));
    }

    private static boolean isUndone(Entry entry) {
        return entry instanceof Edits edits && edits.edits().getFirst().undone();
    }

    private static List<Edits> grouped(List<Edit> edits) {
        var groups = new ArrayList<Edits>();
        for (int from = 0; from < edits.size();) {
            int to = from + 1;
            while (to < edits.size() && belongTogether(edits.get(from), edits.get(to))) {
                to++;
            }
            groups.add(new Edits(List.copyOf(edits.subList(from, to))));
            from = to;
        }
        return groups;
    }

    private static boolean belongTogether(Edit one, Edit other) {
        return one.made().equals(other.made()) && one.range().equals(other.range()) && one.kind() == other.kind()
                && one.factor().equals(other.factor()) && one.shift().equals(other.shift())
                && one.undone() == other.undone() && one.reason().equals(other.reason())
                && !one.series().equals(other.series());
    }
}
