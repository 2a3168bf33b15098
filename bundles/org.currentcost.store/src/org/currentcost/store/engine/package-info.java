/**
 * What every engine of the store shares, and nobody else needs: how readings and buckets are packed, how rollups are
 * built, how edits are applied.
 */
package org.currentcost.store.engine;
