/** Dashboards: tiles of figures that the user picks, sizes and moves. */
package org.currentcost.ui.dashboard;
