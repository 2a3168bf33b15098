package org.currentcost.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.currentcost.store.OutputFile;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreMaintenance.Statistics;
import org.currentcost.store.StoreMaintenance.Verification;
import org.currentcost.store.engine.Days;
import org.currentcost.store.engine.SeriesState;
import org.currentcost.store.engine.SumsCheck;

/** Looks after the file: checks it, makes its sums anew, writes a copy of it. */
final class Maintenance {

    private static final int DAMAGE_KEPT = 100;

    private final Transactions transactions;

    Maintenance(Transactions transactions) {
        this.transactions = transactions;
    }

    Verification verify(Consumer<Double> progress) throws StoreException {
        transactions.sealAll();
        var check = new SumsCheck();
        var states = transactions.read((session, known) -> {
            checkStructure(session, check);
            return known.withReadings();
        });
        double readings = Math.max(1, states.stream().mapToLong(SeriesState::sealed).sum());
        for (var each : states) {
            // a snapshot for each, so that the log can be folded into the file meanwhile
            transactions.readSeries(each.key(), (session, state) -> {
                check.check(session.content(), state, done -> progress.accept(Math.min(1, done / readings)));
                return state;
            });
        }
        progress.accept(1.0);
        return check.result();
    }

    /** Looks at the structure of the file itself: a page that got to another place hides what is behind it. */
    private static void checkStructure(Session session, SumsCheck check) throws SQLException {
        session.integrityCheck(DAMAGE_KEPT).forEach(check::damaged);
        for (var table : List.of("chunk", "sums_five_minutes", "sums_hour", "sums_day", "sums_month")) {
            long strays = RowIds.strays(session, table);
            if (strays > 0) {
                check.damaged(Messages.text("damagedStrays", strays, table));
            }
        }
    }

    void rebuild(Consumer<Double> progress) throws StoreException {
        transactions.sealAll();
        var states = transactions.known().withReadings();
        double total = Math.max(1, states.stream().mapToLong(SeriesState::sealed).sum());
        long done = 0;
        for (var state : states) {
            var days = transactions.readSeries(state.key(),
                    (session, current) -> List.copyOf(session.content().edited().daysOfSums(current)))
                    .orElse(List.of());
            for (int from = 0; from < days.size(); from += Days.AT_ONCE) {
                progress.accept(Math.min(1, (done + (double) state.sealed() * from / days.size()) / total));
                var some = days.subList(from, Math.min(days.size(), from + Days.AT_ONCE));
                transactions.write(changes -> {
                    if (transactions.known().state(state.key()).isPresent()) {
                        changes.writer().recomputeDays(changes.series(state.key()), some);
                        changes.past();
                    }
                    return state;
                });
            }
            transactions.write(changes -> {
                if (transactions.known().state(state.key()).isPresent()) {
                    changes.writer().remakeCoarse(changes.series(state.key()));
                }
                return state;
            });
            done += state.sealed();
        }
        progress.accept(1.0);
    }

    void backup(Path target, Consumer<Double> progress) throws StoreException {
        transactions.checkOpen();
        try {
            if (OutputFile.isReserved(target)) {
                throw StoreFile.problem(StoreException.Kind.OTHER, "reserved", null, target);
            }
        } catch (IOException e) {
            throw new StoreFile(target.toAbsolutePath()).problem(e);
        }
        Backups.copy(transactions.file(), target, progress);
    }

    Statistics statistics() throws StoreException {
        return transactions.read((session, known) -> {
            var states = known.withReadings();
            var file = transactions.file();
            try {
                var log = Path.of(file.path() + "-wal");
                long bytes = Files.size(file.path()) + (Files.exists(log) ? Files.size(log) : 0);
                return new Statistics(bytes, states.stream().mapToLong(state -> state.sealed() + state.hot()).sum(),
                        states.size(), (int) session.number("PRAGMA user_version"));
            } catch (IOException e) {
                throw file.problem(e);
            }
        });
    }
}
