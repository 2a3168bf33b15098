package org.currentcost.accounting;

import java.util.List;
import java.util.Optional;
import org.currentcost.analysis.BillCheck;
import org.currentcost.analysis.Tariff;
import org.currentcost.settings.Bill;

/**
 * Bills against our own figures of the same days.
 *
 * @param house  whose figures ours are, if there is one
 * @param tariff the one that counts, if one does
 * @param typed  a bill that is not kept yet, if one was asked about
 * @param kept   those that are kept
 */
public record BillComparison(Optional<Sensor> house, Optional<Tariff> tariff, Optional<Checked> typed,
        List<Checked> kept) {

    public BillComparison {
        kept = List.copyOf(kept);
    }

    /** @param bill as the supplier has it @param check as we have it; empty without a tariff or a house */
    public record Checked(Bill bill, Optional<BillCheck> check) {
    }
}
