import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "../diagnostics/failure.js";
import type { Location } from "../diagnostics/location.js";
import type { LaidOutPage } from "./page.js";

export interface RendererOptions {
  /** A folder of the user's whose files stand in for the templates of the same path, `partials/` included. */
  readonly overrides?: string;
  /** Where the templates are. Default: those that ship. */
  readonly templates?: string;
}

/** Lays out a page by its template. */
export type Renderer = (page: LaidOutPage) => string;

/**
 * Sets Handlebars up: nothing is escaped, a name that the view does not have is a mistake, and every file in `partials/`
 * is a partial. Handlebars is loaded here and not before; each template is compiled once.
 * @throws Failure `template-missing`, `template-invalid` (with the line in the template), when a page is rendered
 */
export async function createRenderer({ overrides, templates = shipped }: RendererOptions = {}): Promise<Renderer> {
  const { default: Handlebars } = await import("handlebars");
  const handlebars = Handlebars.create();
  const compiled = new Map<string, (view: object) => string>();
  const folders = overrides === undefined ? [templates] : [overrides, templates];

  const fileOf = (path: string): string | undefined =>
    folders.map((folder) => join(folder, path)).find((file) => existsSync(file));
  const compile = (path: string) => {
    const known = compiled.get(path);
    if (known !== undefined) return known;
    const file = fileOf(path);
    if (file === undefined) throw missing(path, folders);
    const text = readFileSync(file, "utf8");
    const template = guarded(file, () =>
      handlebars.compile<object>(handlebars.parse(text), { noEscape: true, strict: true, preventIndent: true }),
    );
    const render = (view: object) => guarded(file, () => template(view));
    compiled.set(path, render);
    return render;
  };

  for (const folder of [...folders].reverse()) {
    const partials = join(folder, "partials");
    if (!existsSync(partials)) continue;
    for (const name of readdirSync(partials).filter((entry) => entry.endsWith(".hbs"))) {
      const file = join(partials, name);
      const parsed = guarded(file, () => handlebars.parse(readFileSync(file, "utf8")));
      handlebars.registerPartial(
        name.replace(/\.hbs$/, ""),
        handlebars.compile(parsed, { noEscape: true, strict: true }),
      );
    }
  }
  return ({ template, view }) => compile(template)(view);
}

/** Beside `src/` and `dist/` alike. */
const shipped = fileURLToPath(new URL("../../templates/", import.meta.url));

function guarded<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Failure || !(error instanceof Error)) throw error;
    const at = placeIn(file, error);
    const [reason = ""] = error.message.replace(/^Parse error on line \d+:\s*/, "").split("\n");
    const text = error.message.includes("Parse error") ? "it could not be parsed" : reason.replace(/ - \d+:\d+$/, "");
    throw new Failure([
      {
        code: "template-invalid",
        severity: "error",
        message: `The template ${file} cannot be used: ${text}`,
        at,
      },
    ]);
  }
}

/** Handlebars tells places in three ways: members of the error, "… - 3:4", "Parse error on line 3". */
function placeIn(file: string, error: Error): Location {
  const { lineNumber, column } = error as { lineNumber?: unknown; column?: unknown };
  const [, line, position] = / - (\d+):(\d+)$/.exec(error.message) ?? /on line (\d+)/.exec(error.message) ?? [];
  return {
    file,
    line: Number(typeof lineNumber === "number" ? lineNumber : (line ?? 1)),
    column: Number(typeof column === "number" ? column : (position ?? 0)) + 1,
  };
}

const missing = (path: string, folders: readonly string[]): Failure =>
  new Failure([
    {
      code: "template-missing",
      severity: "error",
      message: `There is no template "${path}" in ${folders.join(" or ")}`,
    },
  ]);
