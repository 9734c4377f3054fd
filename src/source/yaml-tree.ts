import type { Json } from "../contract/json.js";
import { duplicate } from "./json-text.js";
import { hasMember, type OpenObject, type Parsed, type Remark, setMember, Unreadable } from "./parsed.js";
import { PlaceRecorder } from "./places.js";

/**
 * Builds the data of a YAML document, with its places, from what a YAML parser met, in the order of the text: the one
 * place that knows of anchors, aliases, merge keys (`<<`), duplicate keys, cycles and alias bombs, whichever parser
 * drives it.
 */
export interface YamlTree {
  openMapping(offset: number, anchor: string | undefined): void;
  openSequence(offset: number, anchor: string | undefined): void;
  /** `key` is what the scalar is called when it stands for a member's name. */
  scalar(value: Json, key: string, offset: number, anchor: string | undefined, merge: boolean): void;
  alias(name: string, offset: number): void;
  close(): void;
  finish(): Parsed;
}

/** An alias bomb is one that unfolds to more nodes than this, and to many times what is written. */
const mostNodes = 5_000_000;
const mostFolds = 20;
const mostMerged = 1_000_000;

interface Frame {
  readonly container: OpenObject | Json[];
  readonly list: boolean;
  readonly offset: number;
  readonly mark: number;
  readonly anchor: Anchor | undefined;
  key: string | undefined;
  keyOffset: number;
  merging: boolean;
  /** Names that a merge brought, which what is written after it may override. */
  merged: Set<string> | undefined;
  /** Nodes in it, aliases unfolded. */
  nodes: number;
}

interface Anchor {
  readonly name: string;
  readonly value: Json;
  nodes: number;
  open: boolean;
}

export function createYamlTree(remarks: Remark[] = []): YamlTree {
  const places = new PlaceRecorder();
  const anchors = new Map<string, Anchor>();
  const frames: Frame[] = [];
  let top: Frame | undefined;
  let root: Json = null;
  let written = 0;
  let unfolded = 0;
  let mergedInAll = 0;
  let firstAlias = 0;

  const remember = (name: string | undefined, value: Json, open: boolean): Anchor | undefined => {
    if (name === undefined) return undefined;
    const anchor = { name, value, nodes: 1, open };
    anchors.set(name, anchor);
    return anchor;
  };

  const place = (value: Json, offset: number, nodes: number): void => {
    if (top === undefined) {
      root = value;
      unfolded = nodes;
      return;
    }
    top.nodes += nodes;
    if (top.list) {
      (top.container as Json[]).push(value);
      places.item(offset);
      return;
    }
    const name = top.key!;
    top.key = undefined;
    if (top.merging && merge(top, value)) return;
    const object = top.container as OpenObject;
    if (hasMember(object, name) && top.merged?.delete(name) !== true) remarks.push(duplicate(name, top.keyOffset));
    setMember(object, name, value);
    places.member(name, top.keyOffset, offset);
  };

  /** YAML's merge type: what is written beside it wins, and of several mappings the first. */
  const merge = (frame: Frame, value: Json): boolean => {
    const sources = Array.isArray(value) ? (value as readonly Json[]) : [value];
    if (!sources.every(isMapping)) return false;
    const object = frame.container as OpenObject;
    for (const source of sources as readonly OpenObject[]) {
      for (const name of Object.keys(source)) {
        mergedInAll += 1;
        if (mergedInAll > mostMerged) throw new Unreadable(bomb(frame.keyOffset));
        if (Object.hasOwn(object, name)) continue;
        setMember(object, name, source[name]!);
        frame.merged ??= new Set();
        frame.merged.add(name);
        places.member(name, places.key(source, name) ?? frame.keyOffset, places.value(source, name) ?? frame.keyOffset);
      }
    }
    return true;
  };

  const open = (container: OpenObject | Json[], offset: number, name: string | undefined): void => {
    if (top !== undefined && !top.list && top.key === undefined) throw new Unreadable(oddKey(offset));
    written += 1;
    const anchor = remember(name, container, true);
    top = {
      container,
      list: Array.isArray(container),
      offset,
      mark: places.open(),
      anchor,
      key: undefined,
      keyOffset: offset,
      merging: false,
      merged: undefined,
      nodes: 1,
    };
    frames.push(top);
  };

  return {
    openMapping: (offset, anchor) => open({}, offset, anchor),
    openSequence: (offset, anchor) => open([], offset, anchor),
    scalar(value, key, offset, anchor, merging) {
      remember(anchor, value, false);
      if (top !== undefined && !top.list && top.key === undefined) {
        top.key = key;
        top.keyOffset = offset;
        top.merging = merging;
        return;
      }
      written += 1;
      place(value, offset, 1);
    },
    alias(name, offset) {
      const anchor = anchors.get(name);
      if (anchor === undefined) throw new Unreadable(unknownAlias(name, offset));
      if (anchor.open) throw new Unreadable(cycle(name, offset));
      if (top !== undefined && !top.list && top.key === undefined) {
        if (typeof anchor.value === "object" && anchor.value !== null) throw new Unreadable(oddKey(offset));
        top.key = String(anchor.value);
        top.keyOffset = offset;
        top.merging = false;
        return;
      }
      written += 1;
      firstAlias ||= offset;
      place(anchor.value, offset, anchor.nodes);
    },
    close() {
      const frame = frames.pop()!;
      top = frames.at(-1);
      places.close(frame.container, frame.offset, frame.mark);
      if (frame.anchor !== undefined) {
        frame.anchor.open = false;
        frame.anchor.nodes = frame.nodes;
      }
      place(frame.container, frame.offset, frame.nodes);
    },
    finish() {
      if (unfolded > mostNodes && unfolded > written * mostFolds) throw new Unreadable(bomb(firstAlias));
      return { value: root, places, remarks };
    },
  };
}

const isMapping = (value: Json): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

const bomb = (offset: number): Remark => ({
  code: "document-expansion",
  message: "the aliases of this file unfold to millions of nodes",
  offset,
});

const cycle = (name: string, offset: number): Remark => ({
  code: "document-cycle",
  message: `"*${name}" stands inside of what "&${name}" names, so the document would never end`,
  offset,
});

const unknownAlias = (name: string, offset: number): Remark => ({
  code: "document-syntax",
  message: `"*${name}" refers to an anchor, but there is no "&${name}" before it`,
  offset,
  fix: `Put "&${name}" where the value is written first, or quote the text if it is no alias.`,
});

const oddKey = (offset: number): Remark => ({
  code: "document-syntax",
  message: "the name of a member is a list or a mapping here; JSON has no such thing",
  offset,
  fix: 'Write a plain word before the ":". If this is a template placeholder such as {{name}}, put it in quotes.',
});

export const severalDocuments = (offset: number): Remark => ({
  code: "document-several",
  message: "a second YAML document begins here; a contract is one document",
  offset,
});

export const unknownTag = (tag: string, offset: number): Remark => ({
  code: "yaml-tag",
  message: `the tag "${tag}" means nothing here; what it stands before is read as if it were not there`,
  offset,
});
