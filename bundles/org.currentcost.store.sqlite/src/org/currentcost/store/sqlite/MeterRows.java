package org.currentcost.store.sqlite;

import java.util.Map;
import java.util.Optional;
import org.currentcost.store.StoreException;
import org.currentcost.store.StoreMaintenance.MeterContent;

/** What there is because of a meter. */
final class MeterRows {

    private final Transactions transactions;
    private final Appends appends;
    private final DocumentRows documents;

    MeterRows(Transactions transactions, Appends appends, DocumentRows documents) {
        this.transactions = transactions;
        this.appends = appends;
        this.documents = documents;
    }

    MeterContent contentOf(String meter) throws StoreException {
        return transactions.read(
                (session, known) -> new MeterDeletion(session, meter, known.ofMeter(meter)).count());
    }

    MeterContent delete(String meter, Map<String, String> texts) throws StoreException {
        var content = transactions.write(changes -> {
            if (appends.isBulkOpen()) {
                // It would go on to add to what is deleted.
                throw StoreFile.problem(StoreException.Kind.OTHER, "importGoesOn", null, meter);
            }
            var known = transactions.known().ofMeter(meter);
            var deletion = new MeterDeletion(changes.session(), meter, known);
            var counted = deletion.count();
            deletion.run();
            for (var text : texts.entrySet()) {
                DocumentRows.write(changes.session(), text.getKey(), text.getValue());
            }
            known.forEach(changes::delete);
            return counted;
        });
        transactions.intervals().forget(meter);
        documents.forget();
        texts.forEach((name, text) -> documents.keep(name, Optional.of(text)));
        return content;
    }
}
