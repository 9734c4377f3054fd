import { styleText } from "node:util";
import type { Paint } from "../reporters/reporter.js";

export type { Paint } from "../reporters/reporter.js";

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
