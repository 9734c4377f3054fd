import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Contract, Operation } from "../../src/contract/contract.js";
import type { Json } from "../../src/contract/json.js";
import type { Polarity } from "../../src/contract/polarity.js";
import type { Field, RecordSchema, Schema } from "../../src/contract/schema.js";
import type { createClient } from "../../src/runtime/client.js";
import type { toNodeListener } from "../../src/runtime/host-node.js";
import type { OperationData } from "../../src/runtime/operation.js";
import type { createServer as createCore } from "../../src/runtime/server.js";
import { createAlgebra } from "../../src/schema/inclusion.js";
import { generate, readContract } from "../targets/generated.js";

const root = join(import.meta.dirname, "../..");
const corpus = "../shared/corpus/openapi";

/** Real contracts, and at least how many of their operations can be tried with values that are made up. */
const contracts = [
  [`${corpus}/stripe@2022-11-15/spec3.yaml`, 400],
  [`${corpus}/museum@1.2.1/openapi.yaml`, 6],
  [`${corpus}/adyen-checkout@v72/CheckoutService-v72.json`, 10],
  [`${corpus}/discord@2026-07-18/openapi.json`, 100],
  [`${corpus}/openai@2026-08-21/openapi.yaml`, 50],
  [`${corpus}/figma@npm-0.43.0/openapi/openapi.yaml`, 30],
  [`${corpus}/argocd@v3.5.1/swagger.json`, 50],
  ["bench/node_modules/@octokit/openapi/generated/api.github.com.json", 700],
] as const;

interface Runtime {
  readonly client: { readonly createClient: typeof createClient };
  readonly server: { readonly createServer: typeof createCore };
  readonly host: { readonly toNodeListener: typeof toNodeListener };
  readonly operations: Readonly<Record<string, OperationData>>;
}

describe.each(contracts)("%s", (file, least) => {
  it.skipIf(!existsSync(join(root, file)))(
    "has a generated client that talks to its generated server about every operation",
    { timeout: 300_000 },
    async () => {
      const contract = await readContract(file);
      await using made = await generate(contract, ["client", "node"], { importEnding: "ts" });
      const runtime: Runtime = {
        client: await made.load("runtime/client.ts"),
        server: await made.load("runtime/server.ts"),
        host: await made.load("runtime/host-node.ts"),
        operations: await made.load("operations.ts"),
      };
      const { failures, tried } = await talk(contract, runtime);

      expect(failures).toEqual([]);
      expect(tried).toBeGreaterThanOrEqual(least);
    },
  );
});

/** Calls every operation once, with a value that its input admits, and answers with one that its success admits. */
async function talk(contract: Contract, { client, server, host, operations }: Runtime) {
  const algebra = createAlgebra();
  const anyValue = (schema: Schema, view: Polarity) => algebra.anyValue({ schema, schemas: contract.schemas, view });
  const descriptors = new Map(
    Object.values(operations).flatMap((data) => (isOperation(data) ? [[data.id, data] as const] : [])),
  );
  const answers = new Map<string, ReturnType<typeof answerOf>>();
  const received = new Map<string, unknown>();
  const served = [...descriptors.values()].map((operation) => ({
    operation: { ...operation, security: [] },
    handler: (input: unknown) => {
      received.set(operation.id, input);
      return answers.get(operation.id);
    },
  }));
  const http = createServer(host.toNodeListener(server.createServer(served as never, { responses: "throw" })));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const caller = client.createClient({
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    retry: false,
  });
  const failures: string[] = [];
  let tried = 0;
  for (const operation of contract.services.flatMap((service) => service.operations)) {
    const data = descriptors.get(operation.id);
    const input = inputOf(operation, anyValue);
    const answer = answerOf(operation, anyValue);
    if (data === undefined || input === undefined || answer === undefined || cannotTravel(operation, input)) continue;
    tried += 1;
    answers.set(operation.id, answer);
    try {
      const { status, body } = await caller.answer({ ...data, security: [] }, input as never, undefined);
      expect({ status, body }).toEqual({ status: answer.status, body: answer.body });
      expect(received.get(operation.id)).toMatchObject(withoutEmptyForm(operation, input));
    } catch (error) {
      failures.push(`${operation.id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  http.closeAllConnections();
  http.close();
  return { failures, tried };
}

/** Empty lists and objects inside a form are no pairs at all; a path with a query in it is the path of another operation. */
function cannotTravel({ binding }: Operation, { body }: Record<string, Json>): boolean {
  if (binding.kind !== "http") return true;
  const form = binding.body?.contents[0]?.mediaType.includes("urlencoded") === true;
  const text = JSON.stringify(body ?? {});
  return binding.path.includes("?") || (form && text !== "{}" && /\[\]|\{\}/.test(text));
}

/** A form without fields is no octets at all: whoever receives it cannot tell it from no body. */
function withoutEmptyForm({ binding }: Operation, input: Record<string, Json>): Record<string, Json> {
  const form = binding.kind === "http" && binding.body?.contents[0]?.mediaType.includes("urlencoded") === true;
  const { body, ...rest } = input;
  return form && body !== undefined && JSON.stringify(body) === "{}" ? rest : input;
}

const isOperation = (value: unknown): value is OperationData =>
  typeof value === "object" && value !== null && "outcomes" in value;

type AnyValue = (schema: Schema, view: Polarity) => Json | undefined;

/** An input that the contract admits, or undefined when one of its bodies is no JSON and no form. */
function inputOf({ binding, input }: Operation, anyValue: AnyValue): Record<string, Json> | undefined {
  if (binding.kind !== "http" || input.kind !== "record") return undefined;
  const media = binding.body?.contents.map(({ mediaType }) => mediaType) ?? [];
  if (media.length > 1 || media.some((type) => !/json|x-www-form-urlencoded/.test(type))) return undefined;
  const fields = input.fields.map((field) => (field.name === "path" ? withText(field) : field));
  const value = anyValue({ ...input, fields: fields.map((field) => ({ ...field, required: true })) }, "received");
  return typeof value === "object" && value !== null ? (value as Record<string, Json>) : undefined;
}

/** A path whose parameters are not empty: an empty segment leads elsewhere. */
function withText(field: Field): Field {
  const { schema } = field;
  if (schema.kind !== "record") return field;
  const filled: RecordSchema = {
    ...schema,
    fields: schema.fields.map((member) => ({
      ...member,
      schema: {
        kind: "any",
        at: member.at,
        assertions: { allOf: [member.schema], pattern: "^[A-Za-z0-9_-]+$", minItems: 1, minProperties: 1 },
      },
    })),
  };
  return { ...field, schema: filled };
}

/** A success that the contract admits, or undefined when it is no JSON. */
function answerOf({ outcomes }: Operation, anyValue: AnyValue) {
  const success = outcomes.find(({ name }) => /^2\d\d$/.test(name));
  if (success === undefined) return undefined;
  const headers = anyValue(success.headers, "sent");
  const status = Number(success.name);
  const [content] = success.contents;
  if (content === undefined) return { status, body: undefined, headers };
  if (!/json/.test(content.mediaType) || content.item !== undefined) return undefined;
  const body = anyValue(content.schema, "sent");
  return body === undefined || status === 204 || status === 205 ? undefined : { status, body, headers };
}
