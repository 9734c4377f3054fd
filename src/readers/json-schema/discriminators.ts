import type { Discriminator } from "../../contract/schema.js";
import type { Combining } from "./combining.js";
import type { RawDiscriminator } from "./conjunct.js";
import type { Place } from "./place.js";

/** The discriminator with its effective mapping: variants that no entry names go by their own names. */
export function discriminatorOf(
  { property, mapping, fallback, place, owner }: RawDiscriminator,
  variants: readonly Place[],
  using: Combining,
): Discriminator {
  const effective = new Map<string, string>();
  for (const [value, reference] of mapping) {
    const name = using.mappedName(reference, place);
    if (name !== undefined) effective.set(value, name);
  }
  const mapped = new Set(effective.values());
  for (const variant of variants) {
    const name = using.referenceName(variant);
    if (name === undefined || mapped.has(name)) continue;
    const own = name.slice(name.lastIndexOf("/") + 1);
    if (!effective.has(own)) effective.set(own, name);
  }
  for (const [value, name] of variants.length === 0 ? using.derivedFrom(owner) : []) {
    if (!mapped.has(name) && !effective.has(value)) effective.set(value, name);
  }
  const otherwise = fallback === undefined ? undefined : using.mappedName(fallback, place);
  return {
    property,
    mapping: effective,
    ...(otherwise !== undefined && { fallback: otherwise }),
    at: place.at,
  };
}
