/** The contract of the store as tests: an engine passes them all. */
package org.currentcost.testkit.store;
