/**
 * What all views share: their frame, the range and the unit of time, undo, texts, the table beside a chart. Views are
 * plain classes whose constructors are injected; {@link InjectedView} puts them into the workbench.
 */
package org.currentcost.ui.kit;
