/** A JSON value. Integers that a double cannot hold are bigints, so that no bound or constant is rounded. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [name: string]: Json };

/** A JSON number: a bigint when it is an integer beyond ±(2^53 − 1), else a double. */
export type JsonNumber = number | bigint;
