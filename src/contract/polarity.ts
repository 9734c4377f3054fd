/**
 * Which way a value crosses the contract, seen from the party that implements it.
 *
 * What is received may grow more liberal; what is sent may grow more conservative.
 */
export type Polarity = "received" | "sent";

/** The other way: for webhooks, callbacks, replies, `not` and `if`. */
export const turned = (polarity: Polarity): Polarity => (polarity === "received" ? "sent" : "received");
