import {
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from "js-yaml";
import { tooDeep } from "./json-text.js";
import { deepest, type Parsed, type Remark, Unreadable } from "./parsed.js";
import { isKnownCollectionTag, readPlainScalar, readTaggedScalar } from "./yaml-scalar.js";
import { createYamlTree, severalDocuments, unknownTag } from "./yaml-tree.js";

/**
 * Reads YAML 1.2 by js-yaml's events and keeps the place of everything in it. Core schema, with merge keys; names of
 * members are strings as they are written ("200", "1.10").
 * @returns undefined when there is nothing in the text but space and comments
 * @throws Unreadable; with the code `document-syntax` when js-yaml does not understand the text: others may
 */
export function readYamlText(text: string): Parsed | undefined {
  const events = oneDocument(text, parse(text));
  if (events === undefined) return undefined;
  const remarks: Remark[] = [];
  const tree = createYamlTree(remarks);
  const part = (start: number, end: number): string | undefined => (start < 0 ? undefined : text.slice(start, end));
  let depth = 0;
  /** Where what was met last ends: empty values have no place of their own. */
  let last = 0;

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        depth += 1;
        last = event.start;
        const tag = part(event.tagStart, event.tagEnd);
        if (tag !== undefined && !isKnownCollectionTag(tag)) remarks.push(unknownTag(tag, event.tagStart));
        const anchor = part(event.anchorStart, event.anchorEnd);
        if (event.type === EVENT_ID.MAPPING) tree.openMapping(event.start, anchor);
        else tree.openSequence(event.start, anchor);
        break;
      }
      case EVENT_ID.SCALAR: {
        const written = getScalarValue(text, event);
        const plain = event.style === SCALAR_STYLE.PLAIN;
        const tag = part(event.tagStart, event.tagEnd);
        const offset = scalarStart(text, event, last);
        const tagged = tag === undefined ? undefined : readTaggedScalar(tag, written);
        if (tag !== undefined && tagged === undefined) remarks.push(unknownTag(tag, event.tagStart));
        const value = tagged !== undefined ? tagged : plain ? readPlainScalar(written) : written;
        tree.scalar(value, written, offset, part(event.anchorStart, event.anchorEnd), plain && written === "<<");
        last = Math.max(last, event.valueEnd, event.tagEnd, event.anchorEnd);
        break;
      }
      case EVENT_ID.ALIAS:
        tree.alias(text.slice(event.anchorStart, event.anchorEnd), event.anchorStart - 1);
        last = event.anchorEnd;
        break;
      case EVENT_ID.POP:
        // The outermost end is that of the document, which the tree knows nothing of.
        if (depth > 0) tree.close();
        depth -= 1;
        break;
    }
  }
  return tree.finish();
}

function parse(text: string): readonly Event[] {
  try {
    return parseEvents(text, { filename: "", maxDepth: deepest });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const offset = error.mark?.position ?? 0;
    if (/maxDepth/.test(error.reason)) throw new Unreadable(tooDeep(offset));
    throw new Unreadable({
      code: "document-syntax",
      message: `this is not YAML: ${error.reason}`,
      offset,
      ...hint(text, offset, error.reason),
    });
  }
}

/** The events of the one document that has something in it. */
function oneDocument(text: string, events: readonly Event[]): readonly Event[] | undefined {
  const starts = events.flatMap((event, index) =>
    event.type === EVENT_ID.DOCUMENT && !isEmpty(events[index + 1]) ? [index] : [],
  );
  const [first, second] = starts;
  if (first === undefined) return undefined;
  if (second === undefined) return events.length === 0 || starts.length === 1 ? documentAt(events, first) : undefined;
  throw new Unreadable(severalDocuments(documentMark(text, events[second + 1])));
}

function documentAt(events: readonly Event[], start: number): readonly Event[] {
  const next = events.findIndex(({ type }, index) => index > start && type === EVENT_ID.DOCUMENT);
  return start === 0 && next === -1 ? events : events.slice(start, next === -1 ? undefined : next);
}

const isEmpty = (event: Event | undefined): boolean =>
  event === undefined ||
  (event.type === EVENT_ID.SCALAR && event.valueStart < 0 && event.tagStart < 0 && event.anchorStart < 0);

function documentMark(text: string, event: Event | undefined): number {
  if (event === undefined) return 0;
  const offset = "start" in event ? event.start : event.type === EVENT_ID.SCALAR ? event.valueStart : 0;
  const mark = text.lastIndexOf("\n---", offset);
  return mark < 0 ? Math.max(offset, 0) : mark + 1;
}

/** Where a scalar's first character stands: its quote, or the sign of a block. */
function scalarStart(text: string, event: ScalarEvent, last: number): number {
  if (event.valueStart < 0) return last;
  switch (event.style) {
    case SCALAR_STYLE.SINGLE_QUOTED:
    case SCALAR_STYLE.DOUBLE_QUOTED:
      return event.valueStart - 1;
    case SCALAR_STYLE.LITERAL_BLOCK:
    case SCALAR_STYLE.FOLDED_BLOCK: {
      const sign = text.indexOf(event.style === SCALAR_STYLE.LITERAL_BLOCK ? "|" : ">", Math.max(last, event.tagEnd));
      return sign < 0 || sign > event.valueStart ? event.valueStart : sign;
    }
    default:
      return event.valueStart;
  }
}

function hint(text: string, offset: number, reason: string): { readonly fix?: string } {
  const start = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  const before = text.slice(start, offset + 1);
  if (/\t/.test(before) || /tab/.test(reason)) return { fix: "Indent with spaces: YAML allows no tabs there." };
  if (text.startsWith("{{", offset) || text.startsWith("{%", offset)) {
    return { fix: "This looks like a template: name the file that it makes." };
  }
  if (/^[@`]/.test(text.slice(offset, offset + 1))) {
    return { fix: 'Put the value in quotes: plain text may not begin with "@" or "`".' };
  }
  if (offset >= text.trimEnd().length) {
    return { fix: "The file ends too early: close what is open, or fetch the file again if it was cut off." };
  }
  const advice = advices.find(([pattern]) => pattern.test(reason))?.[1];
  if (advice !== undefined) return { fix: advice };
  if (/mapping|implicit|key|:/.test(reason) && /: /.test(text.slice(start, start + 400).split(/[\r\n]/)[0] ?? "")) {
    return {
      fix: 'Check the indentation of this line and the one before, and put text that has ": " in it in quotes.',
    };
  }
  return {};
}

/** What helps against js-yaml's commonest complaints. */
const advices: readonly (readonly [RegExp, string])[] = [
  [
    /deficient indentation/,
    "Indent this line deeper than what it belongs to. If it begins something new, a quote or bracket above it is not closed.",
  ],
  [/missed comma/, "Put a comma between the entries, and text that holds brackets or commas in quotes."],
  [/multiline key/, 'Put ":" after the name, and text that goes on over several lines in quotes.'],
  [/unexpected end of the stream/, "Something that was opened is not closed: a quote or a bracket."],
];
