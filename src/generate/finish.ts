import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Page } from "./page.js";

/** A page as it will be written, and what made it. */
export interface FinishedPage {
  readonly page: Page;
  readonly text: string;
}

/**
 * Looks for mistakes in the syntax of generated TypeScript, by ts-morph, which is loaded here and not before. Slow
 * (half a second and more): for pages that templates of the user laid out, never on the way of an ordinary run.
 * @returns one diagnostic for each mistake, which names the page, its line, and the template that laid it out
 */
export async function findSyntaxErrors(pages: readonly FinishedPage[]): Promise<readonly Diagnostic[]> {
  const { Project } = await import("ts-morph");
  const project = new Project({
    useInMemoryFileSystem: true,
    skipFileDependencyResolution: true,
    skipLoadingLibFiles: true,
    compilerOptions: { noResolve: true },
  });
  const diagnostics: Diagnostic[] = [];
  for (const { page, text } of pages) {
    if (!page.path.endsWith(".ts")) continue;
    const file = project.createSourceFile(`/${page.path}`, text);
    const maker = "template" in page ? `the template ${page.template}` : "a printer of this tool";
    for (const found of project.getProgram().getSyntacticDiagnostics(file)) {
      const { line, column } = file.getLineAndColumnAtPos(found.getStart());
      const said = found.getMessageText();
      diagnostics.push({
        code: "page-invalid",
        severity: "error",
        message: `${page.path} is not TypeScript: ${typeof said === "string" ? said : said.getMessageText()} (made by ${maker})`,
        at: { file: page.path, line, column },
      });
    }
    project.removeSourceFile(file);
  }
  return diagnostics;
}
