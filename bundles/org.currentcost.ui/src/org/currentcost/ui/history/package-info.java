/** Views of the past: energy, money and carbon by periods of time, averages, patterns and comparisons. */
package org.currentcost.ui.history;
