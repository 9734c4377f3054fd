import { type Content, essence } from "./operation.js";

/**
 * The content that an Accept header likes best (RFC 9110, section 12.5.1); of equals the contract's first.
 * @returns undefined when none is acceptable
 */
export function negotiate(contents: readonly Content[], accept: string | undefined): Content | undefined {
  const [first] = contents;
  if (accept === undefined || accept === "" || accept === "*/*") return first;
  if (first !== undefined && first.media === accept) return first;
  const ranges = rangesOf(accept);
  let best: Content | undefined;
  let bestQuality = 0;
  for (const content of contents) {
    const quality = qualityOf(essence(content.media), ranges);
    if (quality > bestQuality) {
      best = content;
      bestQuality = quality;
    }
  }
  return best;
}

interface Range {
  readonly media: string;
  readonly quality: number;
}

const rangesOf = (accept: string): Range[] =>
  accept.split(",").map((part) => {
    const quality = /;\s*q=([0-9.]+)/i.exec(part)?.[1];
    return { media: essence(part), quality: quality === undefined ? 1 : Number(quality) };
  });

/** The most specific range that fits has the say. */
function qualityOf(media: string, ranges: readonly Range[]): number {
  const type = media.slice(0, media.indexOf("/"));
  for (const wanted of [media, `${type}/*`, "*/*"]) {
    const range = ranges.find(
      (one) => one.media === wanted || (media.endsWith("/*") && one.media.startsWith(media.slice(0, -1))),
    );
    if (range !== undefined) return range.quality;
  }
  return 0;
}
