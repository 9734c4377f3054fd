import { Failure } from "../../diagnostics/failure.js";
import { openDocument } from "../../source/open-document.js";
import type { Source, Sources } from "../../source/source.js";

/**
 * The roots that a buf workspace around a file names: `modules` of buf.yaml (v2), `directories` of buf.work.yaml (v1).
 * @param climb how many folders up it is looked for
 * @returns paths relative to the file, each with a slash at its end; none when there is no workspace
 */
export async function bufRoots(from: Source, sources: Sources, climb: number): Promise<readonly string[]> {
  for (let up = 0; up <= climb; up += 1) {
    const here = "../".repeat(up);
    for (const name of ["buf.yaml", "buf.work.yaml"]) {
      const workspace = await attempt(() => sources.open(`${here}${name}`, from));
      const paths = workspace === undefined ? [] : await modulePaths(workspace);
      if (paths.length > 0)
        return paths.map(
          (path) =>
            `${here}${path
              .replace(/^\.\/?/, "")
              .replace(/\/?$/, "/")
              .replace(/^\/$/, "")}`,
        );
    }
  }
  return [];
}

async function modulePaths(workspace: Source): Promise<readonly string[]> {
  const value = (await attempt(() => openDocument(workspace)))?.document.value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const { modules, directories } = value as { readonly modules?: unknown; readonly directories?: unknown };
  const listed: readonly unknown[] = [
    ...(Array.isArray(modules) ? modules.map((one: { readonly path?: unknown } | null) => one?.path) : []),
    ...(Array.isArray(directories) ? directories : []),
  ];
  return listed.filter((path): path is string => typeof path === "string" && !/^\/|(?:^|\/)\.\.(?:\/|$)/.test(path));
}

async function attempt<T>(open: () => Promise<T>): Promise<T | undefined> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
