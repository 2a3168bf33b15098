/** Views of what electricity costs: tariffs and CO2 factors, the target, other tariffs, and bills. */
package org.currentcost.ui.costs;
