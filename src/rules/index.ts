/** Every rule that ships, listed by hand. */
import type { Rule } from "../compare/rule.js";
import { bodyDocumentation } from "./body-documentation.js";
import { bodyExistence } from "./body-existence.js";
import { contentEncoding } from "./content-encoding.js";
import { contentMediaType } from "./content-media-type.js";
import { contractDocumentation } from "./contract-documentation.js";
import { fieldAccess } from "./field-access.js";
import { fieldDefault } from "./field-default.js";
import { fieldDeprecation } from "./field-deprecation.js";
import { fieldExistence } from "./field-existence.js";
import { fieldRequiredness } from "./field-requiredness.js";
import { listContains } from "./list-contains.js";
import { listItems } from "./list-items.js";
import { listSize } from "./list-size.js";
import { listUniqueness } from "./list-uniqueness.js";
import { operationDeprecation } from "./operation-deprecation.js";
import { operationDocumentation } from "./operation-documentation.js";
import { operationExistence } from "./operation-existence.js";
import { operationName } from "./operation-name.js";
import { operationStability } from "./operation-stability.js";
import { operationTags } from "./operation-tags.js";
import { outcomeDocumentation } from "./outcome-documentation.js";
import { outcomeExistence } from "./outcome-existence.js";
import { outcomeLinks } from "./outcome-links.js";
import { parameterName } from "./parameter-name.js";
import { parameterStyle } from "./parameter-style.js";
import { recordNames } from "./record-names.js";
import { recordOpenness } from "./record-openness.js";
import { recordSize } from "./record-size.js";
import { schemaAdmission } from "./schema-admission.js";
import { schemaBounds } from "./schema-bounds.js";
import { schemaConditions } from "./schema-conditions.js";
import { schemaDocumentation } from "./schema-documentation.js";
import { schemaFormat } from "./schema-format.js";
import { schemaLength } from "./schema-length.js";
import { schemaNullability } from "./schema-nullability.js";
import { schemaParts } from "./schema-parts.js";
import { schemaPattern } from "./schema-pattern.js";
import { schemaStep } from "./schema-step.js";
import { schemaType } from "./schema-type.js";
import { schemaValues } from "./schema-values.js";
import { securityRequirement } from "./security-requirement.js";
import { serverAddress } from "./server-address.js";
import { unionDiscriminator } from "./union-discriminator.js";
import { unionVariants } from "./union-variants.js";

export const rules: readonly Rule[] = [
  bodyDocumentation,
  bodyExistence,
  contentEncoding,
  contentMediaType,
  contractDocumentation,
  fieldAccess,
  fieldDefault,
  fieldDeprecation,
  fieldExistence,
  fieldRequiredness,
  listContains,
  listItems,
  listSize,
  listUniqueness,
  operationDeprecation,
  operationDocumentation,
  operationExistence,
  operationName,
  operationStability,
  operationTags,
  outcomeDocumentation,
  outcomeExistence,
  outcomeLinks,
  parameterName,
  parameterStyle,
  recordNames,
  recordOpenness,
  recordSize,
  schemaAdmission,
  schemaBounds,
  schemaConditions,
  schemaDocumentation,
  schemaFormat,
  schemaLength,
  schemaNullability,
  schemaParts,
  schemaPattern,
  schemaStep,
  schemaType,
  schemaValues,
  securityRequirement,
  serverAddress,
  unionDiscriminator,
  unionVariants,
];
