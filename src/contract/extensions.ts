/** `x-` members and custom options, by name, with their values as the contract has them. */
export type Extensions = Readonly<Record<string, unknown>>;
