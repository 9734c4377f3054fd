/** What many places share by reference changes once, where it is declared; what is added or gone is so at the place. */
import type { Location } from "../diagnostics/location.js";

/** The same, as it stands where references to it lead. */
export const declared = <T extends { readonly at: Location; readonly declaredAt?: Location }>(one: T): T =>
  one.declaredAt === undefined ? one : { ...one, at: one.declaredAt };
