import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { Failure } from "../../src/diagnostics/failure.js";

/** The first diagnostic of the failure in which an attempt ends. */
export async function refusalOf(attempt: Promise<unknown>): Promise<Diagnostic> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics[0]!;
    throw error;
  }
  throw new Error("was not refused");
}
