/**
 * The views, perspectives and wizards, a package for each part of the program: {@code live}, {@code dashboard},
 * {@code sources}, {@code history}, {@code costs} and {@code data}. They share {@code kit} and know nothing of each
 * other.
 */
package org.currentcost.ui;
