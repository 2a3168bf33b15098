package org.currentcost.source.mqtt.payload;

/** What a message holds. */
public enum PayloadKind {
    /** Raw XML of a CurrentCost meter, its memory included. */
    XML,
    /** One number as text. */
    NUMBER,
    /** A JSON value; where the number stands in it is a JSON pointer (RFC 6901). */
    JSON,
    /** Numbers with blanks between them. */
    LIST,
    /** Values with commas or semicolons between them. */
    CSV,
    /** Whatever of these it looks like: XML, JSON with a name that is usual for power, or a number of watts. */
    ANY
}
