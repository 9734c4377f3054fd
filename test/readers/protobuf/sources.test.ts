import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { protobuf } from "../../../src/readers/protobuf/protobuf.js";
import { createSources } from "../../../src/source/sources.js";

const fixtures = join(import.meta.dirname, "../../../fixtures/contracts");

describe("a contract on the disk", () => {
  it("is a folder, whose root its imports tell", async () => {
    const sources = createSources({ cwd: fixtures });
    const entries = await sources.list("protobuf", protobuf.endings);

    const contract = await protobuf.read(entries, sources, {});

    expect(contract.diagnostics).toEqual([]);
    expect(contract.title).toBe("shop");
    expect(contract.protobuf?.files.filter(({ entry }) => entry).map(({ name }) => name)).toEqual([
      "shop/money/v1/money.proto",
      "shop/orders/v1/orders.proto",
    ]);
    expect(contract.services[0]?.at.file).toBe("protobuf/shop/orders/v1/orders.proto");
  });

  it("is one file, whose imports are found around it", async () => {
    const sources = createSources({ cwd: fixtures });

    const contract = await protobuf.read([await sources.open("protobuf/shop/orders/v1/orders.proto")], sources, {});

    expect(contract.diagnostics).toEqual([]);
    expect(contract.schemas.has("shop.money.v1.Money")).toBe(true);
  });

  it("finds imports below the paths that are named", async () => {
    const sources = createSources({ cwd: fixtures });
    const text = 'syntax = "proto3"; import "v1/money.proto"; message M { shop.money.v1.Money m = 1; }';
    const source = {
      name: "m.proto",
      id: join(fixtures, "elsewhere/m.proto"),
      text,
      bytes: new TextEncoder().encode(text),
    };

    const without = await protobuf.read([source], sources, {});
    const withPath = await protobuf.read([source], sources, { importPaths: ["protobuf/shop/money"] });

    expect(without.diagnostics.map(({ code }) => code)).toEqual(["protobuf-import-missing"]);
    expect(withPath.diagnostics).toEqual([]);
  });
});
