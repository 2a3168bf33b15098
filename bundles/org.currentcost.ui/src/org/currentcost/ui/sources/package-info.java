/** Where readings come from: the sources, their states and bytes, the wizard that adds one, the Welcome. */
package org.currentcost.ui.sources;
