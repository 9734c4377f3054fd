/** The lines of one printed function, and the names of its local constants. */
export interface CheckWriter {
  /** Adds a line at the current depth of blocks. */
  line(text: string): void;
  /** Adds `head {`, what `body` writes, and `}`. Nothing at all when the body writes nothing; else
   * `before` stands in front. */
  block(head: string, body: () => void, before?: readonly string[]): boolean;
  /** Adds a line, unless the body after it writes nothing. */
  introduced(text: string, body: () => void): void;
  /** Writes one level deeper. */
  inner(body: () => void): void;
  /** A local name that the function does not use yet, made from `wish` ("name", "item"). */
  local(wish: string): string;
  text(): string;
}

export function createCheckWriter(parameters: readonly string[]): CheckWriter {
  const used = new Set(parameters);
  const lines: string[] = [];
  let indent = "  ";
  return {
    line(text) {
      lines.push(indent + text);
    },
    block(head, body, before = []) {
      const start = lines.length;
      for (const line of before) lines.push(indent + line);
      const count = lines.push(`${indent}${head} {`);
      const margin = indent;
      indent = `${margin}  `;
      body();
      indent = margin;
      const only = lines.length === count + 1 && head === "} else" ? (lines[count] ?? "").trimStart() : "";
      if (only.startsWith("if (")) {
        lines.length = count - 1;
        lines.push(`${margin}} else ${only}`);
        return true;
      }
      if (lines.length > count) {
        lines.push(`${margin}}`);
        return true;
      }
      lines.length = start;
      return false;
    },
    introduced(text, body) {
      const count = lines.push(indent + text);
      body();
      if (lines.length === count) lines.pop();
    },
    inner(body) {
      const margin = indent;
      indent = `${margin}  `;
      body();
      indent = margin;
    },
    local(wish) {
      let name = wish;
      for (let count = 2; used.has(name); count += 1) name = `${wish}${count}`;
      used.add(name);
      return name;
    },
    text: () => (lines.length === 0 ? "" : `${lines.join("\n")}\n`),
  };
}
