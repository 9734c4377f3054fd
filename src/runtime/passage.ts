import type { Issue, Passage } from "./operation.js";

/** A value is not what the contract says. Names places and keywords, never values. */
export class Invalid extends Error {
  override readonly name = "Invalid";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    const [first] = issues;
    super(first === undefined ? "invalid" : `${first.pointer === "" ? "the value" : first.pointer}: ${first.message}`);
    this.issues = issues;
  }
}

/**
 * From the wire into code: checked, then decoded. `path` is where the value stands, for the issues.
 * @throws Invalid
 */
export function inward(value: unknown, passage: Passage | undefined, path = ""): unknown {
  if (passage === undefined) return value;
  if (passage.check !== undefined && !passage.check(value)) throw invalid(value, passage, path);
  return passage.decode === undefined ? value : passage.decode(value);
}

/**
 * From code onto the wire: encoded, then checked.
 * @throws Invalid
 */
export function outward(value: unknown, passage: Passage | undefined, path = ""): unknown {
  if (passage === undefined) return value;
  const encoded = passage.encode === undefined ? value : encode(value, passage.encode, path);
  if (passage.check !== undefined && !passage.check(encoded)) throw invalid(encoded, passage, path);
  return encoded;
}

/** Says what is wrong; the quick check before only said that something is. */
function invalid(value: unknown, passage: Passage, path: string): Invalid {
  const issues: Issue[] = [];
  passage.check?.(value, issues, path);
  return new Invalid(issues);
}

/** An encoder relies on its type. What breaks it is a value of another. */
function encode(value: unknown, encoder: NonNullable<Passage["encode"]>, path: string): unknown {
  try {
    return encoder(value as never);
  } catch {
    throw new Invalid([{ pointer: path, keyword: "type", message: "cannot be written: it is of another type" }]);
  }
}
