/** What the user set: documents of one format, with a version in each; those of earlier versions are read for ever. */
package org.currentcost.settings;
