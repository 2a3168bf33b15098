/** The page of the wizard <i>Add a source</i> for meters on a serial cable. */
package org.currentcost.ui.serial;
