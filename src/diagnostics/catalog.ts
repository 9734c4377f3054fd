/** What is said of every problem of one sort, wherever it turns up. */
export interface Entry {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

/** Every problem that the tool can name. The codes are public: people search for them and pipelines match on them. */
export const catalog = {
  "unknown-format": {
    title: "The file is in no contract language that a reader knows",
    cause: "None of the readers recognised the text as OpenAPI, protobuf or AsyncAPI.",
    fix: "Check the first lines of the file: `openapi:`, `swagger:`, `asyncapi:` or `syntax = …` must be there.",
  },
} as const satisfies Record<string, Entry>;

export type Code = keyof typeof catalog;
