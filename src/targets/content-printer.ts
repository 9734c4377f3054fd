import type { Content } from "../contract/content.js";
import type { HttpParameter } from "../contract/parameter.js";
import type { Field, RecordSchema, Schema } from "../contract/schema.js";
import { quoted } from "../generate/literal.js";
import type { Model, Variant } from "../generate/model.js";
import { propertyName } from "../generate/names.js";
import type { GenerateOptions } from "../generate/options.js";
import { isBinary, isStructured, type Meaning, type MediaKind, mediaKind } from "./media-kind.js";
import { printParameter } from "./parameter-printer.js";
import type { ShapePrinter } from "./shape-printer.js";

/** Prints bodies: their types on either side, and their descriptors. Tells which codecs are used. */
export interface ContentPrinter {
  /** What the side that sends it gives, or what the side that receives it takes. */
  type(content: Content, variant: Variant, side: "given" | "taken", name: string): string;
  descriptor(content: Content, variant: Variant, name: string): string;
  readonly kinds: ReadonlySet<MediaKind>;
  /** Media types whose schema says more than the generated code looks at. */
  readonly opaque: readonly Content[];
}

export interface PrintingParts {
  readonly model: Model;
  readonly meaning: Meaning;
  readonly shapes: ShapePrinter;
  readonly options: GenerateOptions;
}

export function createContentPrinter({ model, meaning, shapes }: PrintingParts): ContentPrinter {
  const kinds = new Set<MediaKind>();
  const opaque = new Set<Content>();

  const kindOf = (content: Content): MediaKind => {
    const kind = mediaKind(content, meaning);
    kinds.add(kind);
    if ((kind === "bytes" || kind === "text") && isStructured(meaning(content.schema))) opaque.add(content);
    return kind;
  };

  function type(content: Content, variant: Variant, side: "given" | "taken", name: string): string {
    switch (kindOf(content)) {
      case "json":
      case "form":
        return model.type(content.schema, variant, name);
      case "text":
        return isStructured(meaning(content.schema)) ? "string" : textType(model.type(content.schema, variant, name));
      case "multipart":
        return multipartType(content, variant, side, name);
      case "events": {
        const { plain, schema } = eventData(content);
        return `AsyncIterable<ServerSentEvent<${plain ? "string" : model.type(schema, variant, `${name} event`)}>>`;
      }
      case "lines":
      case "jsonSequence":
        return `AsyncIterable<${model.type(itemOf(content), variant, `${name} item`)}>`;
      case "bytes":
        return side === "given" ? "Bytes" : "Binary";
    }
  }

  function descriptor(content: Content, variant: Variant, name: string): string {
    const kind = kindOf(content);
    const members = [`media: ${quoted(content.mediaType)}`, `codec: ${kind}_`];
    const { schema } = content;
    if (kind === "json") members.push(...passage(schema, variant, name));
    if (kind === "text" && !isStructured(meaning(schema)) && meaning(schema).kind !== "any") {
      members.push(...passage(schema, variant, name), `shape: ${shapes.shape(schema)}`);
    }
    if (kind === "form") members.push(...passage(schema, variant, name), ...formMembers(content));
    if (kind === "multipart")
      members.push(...passage(withoutFiles(content), variant, name), ...multipartMembers(content));
    if (kind === "events") {
      const { plain, schema: data } = eventData(content);
      if (plain) members.push("plain: true");
      else members.push(...item(data, variant, `${name} event`));
    }
    if (kind === "lines" || kind === "jsonSequence") members.push(...item(itemOf(content), variant, `${name} item`));
    return `{ ${members.join(", ")} }`;
  }

  /** The members of a descriptor that check and convert. */
  function passage(schema: Schema, variant: Variant, name: string): string[] {
    const check = model.check(schema, variant, name);
    const decode = model.decode(schema, variant, name);
    const encode = model.encode(schema, variant, name);
    return [
      ...(check === undefined ? [] : [`check: checks_.${check}`]),
      ...(decode === undefined ? [] : [`decode: codecs_.${decode}`]),
      ...(encode === undefined ? [] : [`encode: codecs_.${encode}`]),
    ];
  }

  const item = (schema: Schema, variant: Variant, name: string): string[] => {
    const members = passage(schema, variant, name);
    return members.length === 0 ? [] : [`item: { ${members.join(", ")} }`];
  };

  /** What `data` of the events is: described by the item's `data` (OpenAPI 3.2), or by the schema itself. */
  function eventData(content: Content): { readonly plain: boolean; readonly schema: Schema } {
    const schema = content.item ?? content.schema;
    const meant = meaning(schema);
    const data = meant.kind === "record" ? meant.fields.find((field) => field.name === "data") : undefined;
    const isEvent =
      data !== undefined &&
      (content.item !== undefined ||
        (meant.kind === "record" && meant.fields.some(({ name }) => name === "event" || name === "retry")));
    if (!isEvent)
      return { plain: meant.kind === "any" || (meant.kind === "scalar" && meant.type === "string"), schema };
    const { assertions } = meaning(data.schema);
    if (assertions?.contentSchema !== undefined) return { plain: false, schema: assertions.contentSchema };
    if (/json/.test(assertions?.contentMediaType ?? ""))
      return { plain: false, schema: { kind: "any", at: schema.at } };
    const dataMeant = meaning(data.schema);
    return { plain: dataMeant.kind === "scalar" && dataMeant.type === "string", schema: data.schema };
  }

  function itemOf({ item: own, schema }: Content): Schema {
    if (own !== undefined) return own;
    const meant = meaning(schema);
    return meant.kind === "list" ? meant.item : schema;
  }

  /** The fields of a record and of those that it is made of. */
  function fieldsOf(schema: Schema, depth = 0): readonly Field[] {
    const meant = meaning(schema);
    if (depth > 8) return [];
    const own = meant.kind === "record" ? meant.fields : [];
    return [...own, ...(meant.assertions?.allOf ?? []).flatMap((part) => fieldsOf(part, depth + 1))];
  }

  const restOf = (schema: Schema): Schema | undefined => {
    const meant = meaning(schema);
    return meant.kind === "record" && meant.rest?.kind !== "never" ? meant.rest : undefined;
  };

  const isText = (schema: Schema): boolean => {
    const meant = meaning(schema);
    if (meant.nullable === true) return false;
    return (
      meant.kind === "any" ||
      (meant.kind === "scalar" && (meant.type === "string" || meant.type === "bytes")) ||
      (meant.kind === "enum" && meant.values.every(({ value }) => typeof value === "string"))
    );
  };

  /** The shape of the fields that are not described one by one; texts need none. */
  function remaining(schema: Schema, described: ReadonlySet<string>): string[] {
    const rest = restOf(schema);
    const fields = fieldsOf(schema).filter(
      (field) => !described.has(field.name) && (rest !== undefined || !isText(field.schema)),
    );
    if (fields.length === 0 && (rest === undefined || isText(rest))) return [];
    const record: RecordSchema = { kind: "record", fields, at: schema.at, ...(rest !== undefined && { rest }) };
    return [`shape: ${shapes.shape(record)}`];
  }

  function formMembers({ schema, encodings }: Content): string[] {
    const fields: string[] = [];
    const described = new Set<string>();
    for (const field of fieldsOf(schema)) {
      const encoding = encodings.get(field.name);
      const meant = meaning(field.schema);
      const items = meant.kind === "list" ? meaning(meant.item) : undefined;
      const nested = items === undefined ? isNested(meant) : isNested(items) || items.kind === "list";
      const styled =
        encoding !== undefined &&
        (encoding.style !== undefined || encoding.explode !== undefined || encoding.allowReserved !== undefined);
      const media = styled ? undefined : (encoding?.contentType ?? (nested ? "application/json" : undefined));
      if (!styled && (media === undefined || /^text\/plain/.test(media))) continue;
      described.add(field.name);
      fields.push(
        printParameter(
          {
            ...unstyled(field),
            style: encoding?.style ?? "form",
            explode: encoding?.explode ?? (encoding?.style ?? "form") === "form",
            allowReserved: encoding?.allowReserved ?? false,
            ...(media !== undefined && { mediaType: media }),
          },
          shapes.shape(field.schema),
          { more: media !== undefined && items !== undefined ? ["repeated: true"] : [] },
        ),
      );
    }
    return [...(fields.length === 0 ? [] : [`fields: [${fields.join(", ")}]`]), ...remaining(schema, described)];
  }

  function multipartMembers({ schema, encodings }: Content): string[] {
    const fields: string[] = [];
    const described = new Set<string>();
    for (const field of fieldsOf(schema)) {
      const encoding = encodings.get(field.name);
      const isList = meaning(field.schema).kind === "list";
      const more: string[] = [];
      if (isList) more.push("repeated: true");
      if (isFile(field, encodings)) more.push("binary: true");
      if (encoding !== undefined && encoding.headerStyles.length > 0) {
        const headers = encoding.headers.fields;
        const styles = encoding.headerStyles.map((style) => {
          const header = headers.find(({ name }) => name === style.name.toLowerCase() || name === style.name);
          return printParameter(style, header === undefined ? '"string"' : shapes.shape(header.schema));
        });
        more.push(`headers: [${styles.join(", ")}]`);
      }
      if (more.length === 0 && encoding?.contentType === undefined) continue;
      described.add(field.name);
      const media = encoding?.contentType;
      fields.push(
        printParameter(
          { ...unstyled(field), ...(media !== undefined && { mediaType: media }) },
          isFile(field, encodings) ? '"any"' : shapes.shape(field.schema),
          { more },
        ),
      );
    }
    return [...(fields.length === 0 ? [] : [`fields: [${fields.join(", ")}]`]), ...remaining(schema, described)];
  }

  /** Whether the parts of a field are files: octets, or something in a media type that is neither text nor JSON. */
  function isFile(field: Field, encodings: Content["encodings"]): boolean {
    const meant = meaning(field.schema);
    const one = meant.kind === "list" ? meaning(meant.item) : meant;
    if (isBinary(one)) return true;
    const media = encodings.get(field.name)?.contentType ?? one.assertions?.contentMediaType;
    return (
      (one.kind === "any" || (one.kind === "scalar" && one.type === "string")) &&
      media !== undefined &&
      !/^text\/|json|^\*\/\*$/.test(media)
    );
  }

  /** The record with anything where files are: no check looks into those. */
  function withoutFiles({ schema, encodings }: Content): RecordSchema {
    const meant = meaning(schema);
    const fields = fieldsOf(schema).map((field) =>
      isFile(field, encodings) ? { ...field, schema: { kind: "any", at: field.at } as const } : field,
    );
    const { assertions, ...own } = meant.kind === "record" ? meant : ({ kind: "record", at: schema.at } as const);
    const { allOf: _, ...kept } = assertions ?? {};
    return { ...own, kind: "record", fields, ...(Object.keys(kept).length > 0 && { assertions: kept }) };
  }

  function multipartType(content: Content, variant: Variant, side: "given" | "taken", name: string): string {
    const members = fieldsOf(content.schema).map((field) => {
      const isList = meaning(field.schema).kind === "list";
      const file = isFile(field, content.encodings);
      const own = file ? (side === "given" ? "Bytes" : "File") : itemType(field, isList, variant, name);
      const headers = (content.encodings.get(field.name)?.headerStyles.length ?? 0) > 0;
      const one = side === "given" ? `Sent<${own}>` : headers ? `Part<${own}, Readonly<Record<string, unknown>>>` : own;
      const optional = field.required ? "" : "?";
      return `readonly ${propertyName(field.name)}${optional}: ${isList ? `readonly (${one})[]` : one}`;
    });
    const rest = restOf(content.schema) === undefined ? [] : ["readonly [name: string]: unknown"];
    return `{ ${[...members, ...rest].join("; ")} }`;
  }

  function itemType(field: Field, isList: boolean, variant: Variant, name: string): string {
    const meant = meaning(field.schema);
    const schema = isList && meant.kind === "list" ? meant.item : field.schema;
    return model.type(schema, variant, `${name} ${field.name}`);
  }

  return {
    type,
    descriptor,
    kinds,
    get opaque() {
      return [...opaque];
    },
  };
}

const isNested = ({ kind }: Schema): boolean => kind === "record" || kind === "map";

const textType = (type: string): string => (type === "unknown" ? "string" : type);

const unstyled = ({ name, at }: Field): HttpParameter => ({
  place: "query",
  name,
  style: "form",
  explode: true,
  allowReserved: false,
  allowEmptyValue: false,
  at,
});
