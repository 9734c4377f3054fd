import { styleText } from "node:util";

/** Colours for a terminal, or none. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const style =
  (name: Parameters<typeof styleText>[0]) =>
  (text: string): string =>
    styleText(name, text, { validateStream: false });

const plain = (text: string): string => text;

const colours: Paint = {
  bold: style("bold"),
  dim: style("dim"),
  red: style("red"),
  yellow: style("yellow"),
  green: style("green"),
  cyan: style("cyan"),
};

const colourless: Paint = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain, cyan: plain };

export const paint = (coloured: boolean): Paint => (coloured ? colours : colourless);
