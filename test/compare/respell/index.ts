import { allOfFlattened } from "./all-of-flattened.js";
import { allOfWrapped } from "./all-of-wrapped.js";
import { componentsExtracted } from "./components-extracted.js";
import { componentsInlined } from "./components-inlined.js";
import { componentsRenamed } from "./components-renamed.js";
import { constantsAsEnums } from "./constants-as-enums.js";
import { defaultsSpelled } from "./defaults-spelled.js";
import { enumsAsChoices } from "./enums-as-choices.js";
import { fileSplit } from "./file-split.js";
import { filesJoined } from "./files-joined.js";
import { inheritedSpelled } from "./inherited-spelled.js";
import { membersReordered } from "./members-reordered.js";
import { newerDialect } from "./newer-dialect.js";
import { newerVersion } from "./newer-version.js";
import { parametersLowered } from "./parameters-lowered.js";
import { parametersRaised } from "./parameters-raised.js";
import { partsExtracted } from "./parts-extracted.js";
import { partsInlined } from "./parts-inlined.js";
import { recordsSplit } from "./records-split.js";
import type { Respelling } from "./respelling.js";
import { textRelaid } from "./text-relaid.js";
import { typesAsChoices } from "./types-as-choices.js";

/** Every other way to write a contract. */
export const respellings: readonly Respelling[] = [
  membersReordered,
  textRelaid,
  newerDialect,
  newerVersion,
  componentsInlined,
  componentsExtracted,
  componentsRenamed,
  allOfWrapped,
  allOfFlattened,
  recordsSplit,
  constantsAsEnums,
  enumsAsChoices,
  typesAsChoices,
  partsInlined,
  partsExtracted,
  parametersLowered,
  parametersRaised,
  defaultsSpelled,
  inheritedSpelled,
  fileSplit,
  filesJoined,
];
