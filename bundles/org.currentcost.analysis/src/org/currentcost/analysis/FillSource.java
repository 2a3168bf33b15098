package org.currentcost.analysis;

/** Where energy comes from that fills gaps between live readings. */
public enum FillSource {
    /** The meter remembers it by itself. */
    METER,
    /** A file of others says it, such as a supplier's. */
    FILE,
    /** Some of it the one, some of it the other. */
    BOTH;

    /** {@return where it comes from together with other energy} */
    public FillSource and(FillSource other) {
        return this == other ? this : BOTH;
    }
}
