package org.currentcost.cli;

import org.currentcost.recorder.SourceTypes;
import org.currentcost.store.OldDataReader;
import org.currentcost.store.StoreEngines;

/**
 * What is installed and commands make use of.
 *
 * @param types   the kinds of source
 * @param engines the ways to keep a store
 * @param oldData what reads data files of the first CurrentCost program
 */
public record Installed(SourceTypes types, StoreEngines engines, OldDataReader oldData) {
}
