import { expect, it } from "vitest";
import { petShop } from "./pet-shop.js";
import { concordat, folderWith } from "./terminal.js";

const files = {
  "old.yaml": petShop({ version: "1.2.0", kinds: ["cat", "dog"] }),
  "new.yaml": petShop({
    version: "2.0.0",
    required: ["name"],
    kinds: ["cat"],
    list: true,
    extra: ["deprecated: true"],
  }),
};

it("is grouped, in the words of the contract", async () => {
  const { out, code, error } = await concordat(["changelog", "old.yaml", "new.yaml"], { cwd: folderWith(files) });

  expect(error).toBe("");
  expect(code).toBe(0);
  expect(out).toMatchInlineSnapshot(`
    "## Pet shop 2.0.0 (since 1.2.0)

    ### Breaking

    - **Add a pet** (\`POST /pets\`), body › name: "name" is now required
      For example, \`{}\` is not valid any more.

    ### Deprecated

    - **Add a pet** (\`POST /pets\`): is deprecated

    ### Added

    - **List the pets** (\`GET /pets\`): is new

    ### Changed

    - **Add a pet** (\`POST /pets\`), 201 › kind: does not list "dog" any more
    "
  `);
});

it("says that nothing changed", async () => {
  const { out } = await concordat(["changelog", "old.yaml", "old.yaml"], { cwd: folderWith(files) });

  expect(out).toBe("## Pet shop 1.2.0\n\nNothing changed for those who call it.\n");
});

it("takes no word of a contract for markup", async () => {
  const odd = petShop({ title: '"A *b* <script>"', list: true }).replace("List the pets", "List `all` <b>pets</b>");
  const cwd = folderWith({ "old.yaml": petShop(), "new.yaml": odd });

  const { out } = await concordat(["changelog", "old.yaml", "new.yaml"], { cwd });

  expect(out).toContain("## A \\*b\\* \\<script\\> 1.0.0");
  expect(out).toContain("**List \\`all\\` \\<b\\>pets\\</b\\>**");
});

it("tells what is only said differently", async () => {
  const cwd = folderWith({
    "old.yaml": petShop(),
    "new.yaml": petShop().replace("Add a pet", "Take in a pet").replace("version:", "description: A shop.\n  version:"),
  });

  const { out } = await concordat(["changelog", "old.yaml", "new.yaml"], { cwd });

  expect(out).toBe(`## Pet shop 1.0.0

Nothing changed for those who call it.

### Documentation

- The whole: is described now
- **Take in a pet** (\`POST /pets\`): the summary is "Take in a pet", was "Add a pet"
`);
});
