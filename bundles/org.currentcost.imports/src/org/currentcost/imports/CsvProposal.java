package org.currentcost.imports;

import java.util.List;

/**
 * How a CSV file is probably to be understood.
 *
 * @param mapping what the file says, and what is guessed where it says nothing
 * @param doubts  what had to be guessed so that it must be asked, as sentences; empty if the file says all
 * @param hints   what could be understood in another way too, as sentences to be told
 */
public record CsvProposal(CsvMapping mapping, List<String> doubts, List<String> hints) {

    public CsvProposal {
        doubts = List.copyOf(doubts);
        hints = List.copyOf(hints);
    }
}
