/** What is said of every problem of one sort, wherever it turns up. */
export interface Entry {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

/** Every problem that the tool can name. The codes are public: people search for them and pipelines match on them. */
export const catalog = {
  misused: {
    title: "The command was called in a way that it does not understand",
    cause: "A flag, an argument or a combination of them makes no sense to the command.",
    fix: "`concordat help <command>` shows how the command is used.",
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
