/** Small contracts that differ in what a test is about, and git repositories that hold their versions. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { folderWith } from "./terminal.js";

interface PetShop {
  readonly title?: string;
  readonly version?: string;
  /** Fields of a pet that must be sent. */
  readonly required?: readonly string[];
  /** Values of `kind` where it is sent back. */
  readonly kinds?: readonly string[];
  /** A second operation. */
  readonly list?: boolean;
  /** Lines of the first operation. */
  readonly extra?: readonly string[];
}

export const petShop = ({
  title = "Pet shop",
  version = "1.0.0",
  required = [],
  kinds = [],
  list = false,
  extra = [],
}: PetShop = {}): string => `openapi: 3.1.0
info:
  title: ${title}
  version: ${version}
paths:
  /pets:
    post:
      operationId: addPet
      summary: Add a pet
${extra.map((line) => `      ${line}\n`).join("")}      requestBody:
        required: true
        content:
          application/json:
            schema:
              type: object
              required: [${required.join(", ")}]
              properties:
                name: {type: string}
                kind: {type: string}
      responses:
        "201":
          description: The pet.
          content:
            application/json:
              schema: {type: object, properties: {kind: {type: string${kinds.length > 0 ? `, enum: [${kinds.join(", ")}]` : ""}}}}
${
  list
    ? `    get:
      operationId: listPets
      summary: List the pets
      responses:
        "200": {description: All pets.}
`
    : ""
}`;

export function git(folder: string, ...args: readonly string[]): void {
  const who = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
  execFileSync("git", [...who, ...args], { cwd: folder, stdio: "ignore" });
}

/** A git repository whose commits have these files and tags; the last files are on the disk, uncommitted. */
export function repository(
  commits: Readonly<Record<string, Readonly<Record<string, string | null>>>>,
  disk: Readonly<Record<string, string | null>> = {},
): string {
  const folder = folderWith({});
  const put = (files: Readonly<Record<string, string | null>>): void => {
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      if (text === null) rmSync(path, { recursive: true });
      else writeFileSync(path, text);
    }
  };
  git(folder, "init", "-q", "-b", "main");
  for (const [tag, files] of Object.entries(commits)) {
    put(files);
    git(folder, "add", "-A");
    git(folder, "commit", "-q", "--allow-empty", "-m", tag);
    git(folder, "tag", tag);
  }
  put(disk);
  return folder;
}
