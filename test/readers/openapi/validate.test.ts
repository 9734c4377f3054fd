import { expect, it } from "vitest";
import { validateOpenapi } from "../../../src/readers/openapi/validate.js";
import { sourceOf } from "../in-memory.js";

it("tells what the validator finds, with the place", async () => {
  const text = `openapi: 3.0.3
info: { title: Shop, version: "1" }
paths:
  /a:
    get:
      respnses: {}
`;

  const found = await validateOpenapi(sourceOf("api.yaml", text));

  expect(found.map(({ severity }) => severity)).toEqual(found.map(() => "warning"));
  expect(found.map(({ at }) => at?.line)).toContain(5);
  expect(found.map(({ message }) => message).join("\n")).toMatch(/respnses|responses/);
});

it("has nothing to say of a valid document, nor of a version that the validator does not know", async () => {
  const valid = 'openapi: 3.1.0\ninfo: { title: Shop, version: "1" }\npaths: {}\n';

  await expect(validateOpenapi(sourceOf("a.yaml", valid))).resolves.toEqual([]);
  await expect(validateOpenapi(sourceOf("a.yaml", valid.replace("3.1.0", "3.2.0")))).resolves.toEqual([]);
});

it("leaves references that lead nowhere to the reader, which says where and what was meant", async () => {
  const dangling = `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /a: { $ref: "#/nowhere" }
`;

  await expect(validateOpenapi(sourceOf("a.yaml", dangling))).resolves.toEqual([]);
});

it("leaves documents alone that are too long", async () => {
  const untitled = `openapi: 3.1.0
info: { version: "1" }
paths: {}
`;

  await expect(validateOpenapi(sourceOf("a.yaml", untitled), { longest: 10 })).resolves.toEqual([]);
  await expect(validateOpenapi(sourceOf("a.yaml", untitled))).resolves.toHaveLength(1);
});
