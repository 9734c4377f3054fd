/** Patterns of file names, as shells have them: `*`, `**`, `?`, `[abc]`, `{a,b}`. */

/** Whether a name is a pattern rather than a file: it has a star, a question mark, or brackets with something in them. */
export const isPattern = (name: string): boolean =>
  !/^[a-z][a-z0-9+.-]*:\/\//i.test(name) && /[*?]|\[[^\]]+\]|\{[^{}]*,[^{}]*\}/.test(name);

/** The folder in which all matches lie ("." when it is here, "main:" for a revision's root), and what is left. */
export function splitPattern(pattern: string): { readonly folder: string; readonly rest: string } {
  const [, revision = "", path = ""] = /^((?!.:[\\/])[^:/\\]+:)?(.*)$/s.exec(pattern) ?? [];
  const steps = path.replaceAll("\\", "/").split("/");
  const first = steps.findIndex((step) => isPattern(step));
  const fixed = steps.slice(0, first).join("/");
  const folder = fixed === "" && steps.length > 1 && first > 0 ? "/" : fixed;
  return {
    folder: folder === "" && revision === "" ? "." : `${revision}${folder}`,
    rest: steps.slice(first).join("/"),
  };
}

/** Whether a path, with "/" between its steps, matches. A step that begins with a dot is matched only by a dot. */
export function createMatcher(pattern: string): (path: string) => boolean {
  const expression = new RegExp(`^${translate(pattern)}$`, "s");
  return (path) => expression.test(path);
}

function translate(pattern: string): string {
  let text = "";
  let braces = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern[at]!;
    const rest = pattern.slice(at);
    const set = /^\[([!^]?)([^\]]+)\]/.exec(rest);
    if (rest.startsWith("**/")) {
      text += "(?:(?!\\.)[^/]+/)*";
      at += 2;
    } else if (rest.startsWith("**")) {
      text += "(?:(?!\\.)[^/]+/)*(?!\\.)[^/]+";
      at += 1;
    } else if (char === "*") text += at === 0 || pattern[at - 1] === "/" ? "(?!\\.)[^/]*" : "[^/]*";
    else if (char === "?") text += "[^/]";
    else if (set !== null) {
      text += `[${set[1] === "" ? "" : "^"}${set[2]!.replace(/[\\\]^]/g, "\\$&")}]`;
      at += set[0].length - 1;
    } else if (char === "{") {
      text += "(?:";
      braces += 1;
    } else if (char === "}" && braces > 0) {
      text += ")";
      braces -= 1;
    } else if (char === "," && braces > 0) text += "|";
    else text += char.replace(/[\\^$.+()|{}[\]/]/g, "\\$&");
  }
  return text + ")".repeat(braces);
}
