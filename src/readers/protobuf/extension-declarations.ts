import type { Json } from "../../contract/json.js";
import type { ProtoExtensionDeclaration } from "../../contract/protobuf.js";
import type { OptionNode } from "./syntax.js";
import { untyped } from "./values.js";

/** What `[declaration = {…}]` says of the extensions that may use a range (descriptor.proto, ExtensionRangeOptions). */
export function declarationsOf(options: readonly OptionNode[]): readonly ProtoExtensionDeclaration[] {
  return options.flatMap(({ name, value }) => {
    if (name.length !== 1 || name[0]?.text !== "declaration" || value.kind !== "aggregate") return [];
    const said = untyped(value);
    if (typeof said !== "object" || said === null || Array.isArray(said)) return [];
    const { number, full_name: fullName, type, repeated, reserved } = said as Readonly<Record<string, Json>>;
    return [
      {
        number: Number(number ?? 0),
        repeated: repeated === true,
        reserved: reserved === true,
        ...(typeof fullName === "string" && { fullName: fullName.replace(/^\./, "") }),
        ...(typeof type === "string" && { type }),
      },
    ];
  });
}
