/** A field's name in ProtoJSON: underscores go, and what follows one becomes upper case. */
export const jsonNameOf = (name: string): string => name.replace(/_+(.?)/g, (_, next: string) => next.toUpperCase());

/** The name of the hidden message that a map repeats: "foo_bar" → "FooBarEntry". */
export function entryName(name: string): string {
  const camel = jsonNameOf(name);
  return `${camel.slice(0, 1).toUpperCase()}${camel.slice(1)}Entry`;
}
