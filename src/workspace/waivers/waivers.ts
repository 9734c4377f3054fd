import type { Waiver } from "../../compare/finding.js";
import type { Location } from "../../diagnostics/location.js";

/** The findings that somebody has accepted, each with the place where that is written. */
export interface Waivers {
  /** The file as people name it. */
  readonly file: string;
  readonly entries: readonly PlacedWaiver[];
}

export interface PlacedWaiver extends Waiver {
  readonly at: Location;
}
