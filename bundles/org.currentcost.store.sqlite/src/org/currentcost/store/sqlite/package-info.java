/**
 * The embedded engine: a store in one SQLite file, its lock, its sessions, migration, backup. What others see of it are
 * services of the store; the rest is for this package alone.
 */
package org.currentcost.store.sqlite;
