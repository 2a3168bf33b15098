/**
 * A simulated household with a simulated meter, for a first look without hardware, for tests and for benchmarks.
 * <p>
 * {@link org.currentcost.source.demo.MeterSimulator} makes the bytes of a meter in simulated time, as fast as they are
 * asked for; {@link org.currentcost.source.demo.Simulation} paces them by the clock.
 */
package org.currentcost.source.demo;
