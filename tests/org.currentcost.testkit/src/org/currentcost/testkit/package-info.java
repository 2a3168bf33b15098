/** What tests of several bundles share: houses to look at. No test is in here. */
package org.currentcost.testkit;
