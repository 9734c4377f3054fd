import { describe, expect, it } from "vitest";
import { concordat, folderWith } from "./terminal.js";

/** Readable, and wrong by the specification: a response needs a description. */
const contract = `openapi: 3.0.3
info: { title: Odd, version: 1.0.0 }
paths:
  /things:
    get:
      operationId: listThings
      responses:
        "204": {}
`;

describe("what the validator of OpenAPI finds", () => {
  const generate = (...flags: string[]) =>
    concordat(["generate", "odd.yaml", "-t", "client", "-o", "api", ...flags], {
      cwd: folderWith({ "odd.yaml": contract }),
    });

  it("is said when code is generated, with its place, and stops nothing", async () => {
    const { code, error } = await generate();

    expect(code).toBe(0);
    expect(error).toContain("warning[openapi-validation]");
    expect(error).toContain("odd.yaml:8:");
    expect(error).toContain("added");
  });

  it("is not asked for when nobody wants it", async () => {
    const { code, error } = await generate("--no-validate");

    expect(code).toBe(0);
    expect(error).not.toContain("openapi-validation");
  });

  it("is said by lint", async () => {
    const { code, out } = await concordat(["lint", "odd.yaml", "--fail-on", "warning"], {
      cwd: folderWith({ "odd.yaml": contract }),
    });

    expect(code).toBe(1);
    expect(out).toContain("openapi-validation");
  });
});
