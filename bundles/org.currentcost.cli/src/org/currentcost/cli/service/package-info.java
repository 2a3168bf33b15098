/**
 * The recorder as a process of its own: its log, its daily backup, how it tells a service manager that it is well, how
 * it is started, and how it begins at log-in.
 */
package org.currentcost.cli.service;
