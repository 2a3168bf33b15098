/**
 * The views, perspectives and wizards. Views are plain classes whose constructors are injected; {@link InjectedView}
 * puts them into the workbench.
 */
package org.currentcost.ui;
