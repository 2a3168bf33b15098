/** Notes, corrections, settings of sensors, imports, backups: what keeps the past right and safe. */
package org.currentcost.ui.data;
