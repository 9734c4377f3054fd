/** What the algebra of schemas takes for granted where JSON Schema leaves it to its users. */
export interface SchemaPolicy {
  /** Whether `format` constrains the values (of the formats known here) or only describes them. Default: asserted. */
  readonly formats: "asserted" | "described";
  /**
   * Whether members travel whose names the sender's own schema does not declare, but the other side's does, where the
   * sender's schema declares some names and is open by silence. `absent`: nobody sends them, so that a new optional
   * field narrows nothing. `travel`: anything that is not forbidden may be sent. Default: absent.
   */
  readonly undeclared: "absent" | "travel";
}

export const defaultSchemaPolicy: SchemaPolicy = { formats: "asserted", undeclared: "absent" };
