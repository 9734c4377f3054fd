/** What is said of every problem of one sort, wherever it turns up. */
export interface Entry {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

/** Every problem that the tool can name. The codes are public: people search for them and pipelines match on them. */
export const catalog = {
  "dynamic-reference": {
    title: "A dynamic reference could mean several schemas",
    cause:
      "`$dynamicRef` and `$recursiveRef` are resolved when the contract is read, and more than one schema carries the anchor.",
    fix: "Use a plain `$ref`, or give each anchor a name of its own.",
  },
  misused: {
    title: "The command was called in a way that it does not understand",
    cause: "A flag, an argument or a combination of them makes no sense to the command.",
    fix: "`concordat help <command>` shows how the command is used.",
  },
  "reference-cycle": {
    title: "References lead back to where they started",
    cause:
      "Following `$ref` and `allOf`, `oneOf` or `anyOf` alone arrives at the same schema again, so that it says nothing.",
    fix: "Remove one reference of the circle, or put it below a property or an item.",
  },
  "reference-dangling": {
    title: "A reference leads nowhere",
    cause: "The `$ref` names a file, or a place in a file, that is not there.",
    fix: "Correct the reference, or add what it names.",
  },
  "reference-siblings": {
    title: "Something beside a `$ref` is ignored",
    cause:
      "In OpenAPI 2.0 and 3.0 and in JSON Schema up to draft-07 a `$ref` stands alone; other keywords beside it mean nothing.",
    fix: "Wrap the reference: `allOf: [{ $ref: \u2026 }]` with the other keywords beside the `allOf`.",
  },
  "schema-closed-base": {
    title: "Closed schemas are combined so that some members can never be there",
    cause:
      "A schema with `additionalProperties: false` inside an `allOf` forbids the members that the other parts declare.",
    fix: "Leave the base open, or close the whole with `unevaluatedProperties: false` (OpenAPI 3.1 and later).",
  },
  "schema-dialect": {
    title: "A schema uses a word that its language does not have",
    cause: "The keyword belongs to another version of OpenAPI or JSON Schema. It is read for what it means there.",
    fix: "Write it in the words of the contract's own version, or declare the version that has the keyword.",
  },
  "schema-discriminator": {
    title: "A discriminator names a schema that is not there",
    cause: "The value in `mapping` is neither the name of a component schema nor a reference that leads to a schema.",
    fix: "Use `#/components/schemas/<name>` or the bare name of a component schema.",
  },
  "schema-keyword": {
    title: "A schema keyword has a value that it cannot have",
    cause: "The value has the wrong JSON type or range. The keyword is ignored.",
    fix: "Give it a value that the specification allows.",
  },
  "schema-too-deep": {
    title: "Schemas are nested too deeply",
    cause: "More than 400 schemas stand inside one another. What is deeper is read as any value.",
    fix: "Name inner schemas under the components and refer to them.",
  },
  "several-contracts": {
    title: "A folder holds more than one contract",
    cause: "OpenAPI and AsyncAPI contracts start from one document, and several were found.",
    fix: "Name the document that is meant.",
  },
  "unknown-format": {
    title: "The file is in no contract language that a reader knows",
    cause: "None of the readers recognised the text as OpenAPI, protobuf or AsyncAPI.",
    fix: "Check the first lines of the file: `openapi:`, `swagger:`, `asyncapi:` or `syntax = …` must be there.",
  },
  "unknown-operation": {
    title: "The contract has no such operation",
    cause: "The name is neither an operation's id, nor its method and path, nor a tag of the contract.",
    fix: "`concordat inspect` lists the operations of a contract.",
  },
  "unknown-reporter": {
    title: "There is no output format by that name",
    cause: "`--format` takes the name of a format that ships or that a plugin adds.",
    fix: "Use one of the formats that the message lists.",
  },
  "unknown-target": {
    title: "There is no target by that name",
    cause: "`--target` takes the name of something that can be generated.",
    fix: "`concordat explain targets` lists what can be generated.",
  },
  "unknown-word": {
    title: "There is nothing to explain by that name",
    cause: "`explain` knows diagnostic codes, rules, targets, and operations as <contract>#<operation>.",
    fix: "`concordat explain` without a word lists what can be explained.",
  },
} as const satisfies Record<string, Entry>;

export type Code = keyof typeof catalog;
