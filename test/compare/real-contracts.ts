/** The contracts that comparison is held against: our own, and the entry documents of the corpus. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { repository, shared } from "./versions.js";

const corpus = join(shared, "corpus/openapi");

export const corpusIsThere = existsSync(corpus);

/** Our own contracts, by absolute path. */
export const ownContracts: readonly string[] = [
  join(repository, "fixtures/demo/bookshop.yaml"),
  ...readdirSync(join(repository, "fixtures/contracts/openapi")).map((file) =>
    join(repository, "fixtures/contracts/openapi", file),
  ),
];

/** Entry documents of the corpus that are valid as far as we know; those made to fail are left out. */
export const corpusContracts: readonly string[] = corpusIsThere
  ? readdirSync(corpus, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(json|ya?ml)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !/schema-tests\/fail\//.test(relative(corpus, path)) && isEntry(path))
      .sort()
  : [];

function isEntry(path: string): boolean {
  const text = readFileSync(path, "utf8");
  const json = /^\s*\{/.test(text);
  const found = json
    ? /"(?:openapi|swagger)"\s*:\s*"[\d.]+"/.test(text)
    : /^["']?(?:openapi|swagger)["']?[ \t]*:/m.test(text);
  return found && /["']?paths["']?[ \t]*:|["']?webhooks["']?[ \t]*:/.test(text);
}

export const nameOf = (path: string): string => relative(path.startsWith(corpus) ? corpus : repository, path);
