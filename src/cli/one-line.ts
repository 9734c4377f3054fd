import { visible } from "../reporters/visible.js";

/** Text of a contract as a terminal may be sent it: on one line, and nothing in it moves the cursor or changes colours. */
export const oneLine = (text: string): string => visible(text.replaceAll(/\s+/g, " "));
