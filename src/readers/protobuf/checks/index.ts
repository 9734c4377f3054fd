import type { Checked } from "./check.js";
import { checkEdition } from "./check-edition.js";
import { checkEnums } from "./check-enums.js";
import { checkExtensions } from "./check-extensions.js";
import { checkFeatures } from "./check-features.js";
import { checkFields } from "./check-fields.js";
import { checkNames } from "./check-names.js";
import { checkNumbers } from "./check-numbers.js";
import { checkOptions } from "./check-options.js";
import { checkStyle } from "./check-style.js";

/** What protoc refuses in a file, beyond syntax and unknown names. */
export const fileChecks: readonly ((checked: Checked) => void)[] = [
  checkEdition,
  checkNames,
  checkNumbers,
  checkEnums,
  checkFields,
  checkExtensions,
  checkFeatures,
  checkOptions,
  checkStyle,
];
