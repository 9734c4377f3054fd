/** Every reporter that ships, listed by hand. */
import { github } from "./github.js";
import { gitlab } from "./gitlab.js";
import { html } from "./html.js";
import { json } from "./json.js";
import { junit } from "./junit.js";
import { markdown } from "./markdown.js";
import type { Reporter } from "./reporter.js";
import { sarif } from "./sarif.js";
import { text } from "./text.js";

export const reporters: readonly Reporter[] = [text, json, markdown, html, sarif, junit, github, gitlab];
