import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import pbjs from "protobufjs";
import { describe, expect, it } from "vitest";
import type { Contract } from "../../../src/contract/contract.js";
import { Failure } from "../../../src/diagnostics/failure.js";
import { describeFile } from "../../../src/readers/protobuf/image/describe.js";
import { protobuf } from "../../../src/readers/protobuf/protobuf.js";
import type { Source } from "../../../src/source/source.js";
import { textSources } from "./disk-sources.js";
import { fieldOf, messageOf } from "./reading.js";

const fixtures = join(import.meta.dirname, "../../../fixtures/contracts/protobuf");
const text = (name: string) => readFileSync(join(fixtures, name), "utf8");

async function shop(): Promise<Contract> {
  const sources = textSources({
    "proto/shop/orders/v1/orders.proto": text("shop/orders/v1/orders.proto"),
    "proto/shop/money/v1/money.proto": text("shop/money/v1/money.proto"),
  });
  return protobuf.read(sources.all, sources, {});
}

const descriptors = (contract: Contract) => (contract.protobuf?.files ?? []).map((file) => describeFile(file));
const ownDescriptors = (contract: Contract) =>
  descriptors(contract).filter(({ name }) => !String(name).startsWith("google/"));

const sourceOf = (bytes: Uint8Array): Source => ({
  name: "image",
  id: "image",
  text: new TextDecoder().decode(bytes),
  bytes,
});
const read = (bytes: Uint8Array) => protobuf.read([sourceOf(bytes)], textSources({}), {});
const jsonImage = (file: readonly unknown[]) => new TextEncoder().encode(JSON.stringify({ file }, null, 2));

/** Encoded by protobufjs, so that no mistake of ours is made twice. */
function binaryImage(file: readonly unknown[]): Uint8Array {
  const path = createRequire(import.meta.url).resolve("protobufjs/google/protobuf/descriptor.proto");
  const set = pbjs.loadSync(path).lookupType("google.protobuf.FileDescriptorSet");
  return set.encode(set.fromObject({ file })).finish();
}

describe("a descriptor image", () => {
  it("in JSON reads as the files that it was made from", async () => {
    const contract = await shop();

    const image = await read(jsonImage(descriptors(contract)));

    expect(image.diagnostics).toEqual([]);
    expect(ownDescriptors(image)).toEqual(ownDescriptors(contract));
    expect([...image.schemas.keys()].sort()).toEqual([...contract.schemas.keys()].sort());
  });

  it("in binary reads as the files that it was made from", async () => {
    const contract = await shop();
    // protobufjs cannot encode options that are extensions.
    const files = JSON.parse(JSON.stringify(ownDescriptors(contract)).replace(',"[shop.orders.v1.urgency]":2', ""));
    const bytes = binaryImage(files);

    const image = await read(bytes);

    expect(protobuf.recognises(sourceOf(bytes))).toBe(true);
    expect(image.diagnostics).toEqual([]);
    expect(ownDescriptors(image)).toEqual(files.filter(({ name }: { name: string }) => !name.startsWith("google/")));
  });

  it("in binary has its custom options, read with their own declarations", async () => {
    const file = {
      name: "a.proto",
      dependency: ["google/protobuf/descriptor.proto"],
      messageType: [
        {
          name: "Rule",
          field: [
            { name: "words", number: 1, label: 3, type: 9, jsonName: "words" },
            { name: "limits", number: 2, label: 3, type: 17, jsonName: "limits" },
          ],
        },
      ],
      extension: [
        {
          name: "rule",
          number: 50000,
          label: 1,
          type: 11,
          typeName: ".Rule",
          extendee: ".google.protobuf.FileOptions",
        },
      ],
      options: {},
      syntax: "proto3",
    };
    const bytes = [...binaryImage([file])];
    // The empty options (tag 8, length 0) become an extension 50000 with words "hi" and packed limits -2, 1.
    const rule = [0x0a, 0x02, 0x68, 0x69, 0x12, 0x02, 0x03, 0x02];
    const option = [0x82, 0xb5, 0x18, rule.length, ...rule];
    const at = bytes.findIndex((byte, index) => byte === 0x42 && bytes[index + 1] === 0);
    bytes.splice(at, 2, 0x42, option.length, ...option);
    const outer = bytes.length - 2;
    bytes.splice(1, bytes[1]! > 127 ? 2 : 1, ((outer - 1) % 128) | 128, Math.floor((outer - 1) / 128));

    const image = await read(Uint8Array.from(bytes));

    expect(image.protobuf?.files.find(({ name }) => name === "a.proto")?.options.values).toEqual({
      "(rule)": { words: ["hi"], limits: [-2, 1] },
    });
  });

  it("has the places and comments of its source info", async () => {
    const file = {
      name: "a.proto",
      syntax: "proto3",
      messageType: [
        { name: "M", field: [{ name: "a", number: 1, label: "LABEL_OPTIONAL", type: "TYPE_INT32", jsonName: "a" }] },
      ],
      sourceCodeInfo: {
        location: [
          { path: [4, 0], span: [2, 0, 4, 1], leadingComments: " What M is.\n" },
          { path: [4, 0, 1], span: [2, 8, 9] },
          { path: [4, 0, 2, 0], span: [3, 2, 14], trailingComments: " an a\n" },
          { path: [4, 0, 2, 0, 1], span: [3, 8, 9] },
        ],
      },
    };

    const image = await read(jsonImage([file]));

    const message = messageOf(image, "M");
    expect(message.at).toEqual({ file: "a.proto", line: 3, column: 9 });
    expect(message.comments?.leading?.text).toBe("What M is.");
    expect(fieldOf(message, "a")).toMatchObject({
      at: { line: 4, column: 9 },
      comments: { trailing: { text: "an a" } },
    });
  });

  it("of buf tells which files are only imported", async () => {
    const message = (name: string) => ({ messageType: [{ name }], syntax: "proto3" });
    const files = [
      { name: "b.proto", ...message("B"), bufExtension: { isImport: true } },
      { name: "a.proto", ...message("A"), bufExtension: { isImport: false }, dependency: ["b.proto"] },
    ];

    const image = await read(jsonImage(files));

    expect([...image.schemas.keys()]).toEqual(["A"]);
  });

  it("that is damaged is refused, wherever it is cut", async () => {
    const bytes = binaryImage(ownDescriptors(await shop()));

    const outcomes = await Promise.all(
      Array.from({ length: 60 }, (_, part) => Math.floor((bytes.length * part) / 60) + 30).map((end) =>
        read(bytes.subarray(0, Math.min(end, bytes.length - 1))).then(
          () => "read",
          (error: unknown) => (error instanceof Failure ? error.diagnostics[0]?.code : error),
        ),
      ),
    );

    expect(new Set(outcomes)).toEqual(new Set(["protobuf-image"]));
  });
});
