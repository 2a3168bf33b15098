/** What goes on now: the live chart, the sensors and their meters. */
package org.currentcost.ui.live;
