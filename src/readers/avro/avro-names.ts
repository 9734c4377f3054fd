/** A dotted sequence of names (Avro 1.12, "Names"). */
export const isAvroName = (name: string): boolean => /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(name);

/** The full name of a named type: dots in the name win over its namespace, which wins over the one around it. */
export function fullNameOf(type: { readonly [member: string]: unknown }, around: string): string {
  const name = typeof type["name"] === "string" ? type["name"] : "";
  if (name.includes(".")) return name;
  const namespace = typeof type["namespace"] === "string" ? type["namespace"] : around;
  return namespace === "" ? name : `${namespace}.${name}`;
}
