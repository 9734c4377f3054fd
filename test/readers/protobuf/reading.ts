import type { Contract } from "../../../src/contract/contract.js";
import type { ProtoEnum, ProtoField, ProtoFile, ProtoMessage } from "../../../src/contract/protobuf.js";
import { Failure } from "../../../src/diagnostics/failure.js";
import { protobuf } from "../../../src/readers/protobuf/protobuf.js";
import { textSources } from "./disk-sources.js";

/** Reads .proto texts, all of them entries, or the first alone when `others` are only there to be imported. */
export async function readTexts(
  entries: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>> = {},
): Promise<Contract> {
  const sources = textSources({ ...entries, ...others });
  return protobuf.read(sources.all.slice(0, Object.keys(entries).length), sources, {});
}

export const readText = (text: string): Promise<Contract> => readTexts({ "a.proto": text });

/** What is wrong with a text, in the form "code line:column". */
export async function problems(
  text: string,
  others: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const said = await readTexts({ "a.proto": text }, others).then(
    ({ diagnostics }) => diagnostics,
    (error: unknown) => {
      if (error instanceof Failure) return error.diagnostics;
      throw error;
    },
  );
  return said.map(
    ({ code, at, severity }) => `${severity === "error" ? "" : `${severity} `}${code} ${at?.line}:${at?.column}`,
  );
}

export const fileOf = (contract: Contract, name = "a.proto"): ProtoFile => {
  const file = contract.protobuf?.files.find((one) => one.name === name);
  if (file === undefined) throw new Error(`no file ${name}`);
  return file;
};

export function messageOf(contract: Contract, fullName: string): ProtoMessage {
  const search = (messages: readonly ProtoMessage[]): ProtoMessage | undefined =>
    messages.find((one) => one.fullName === fullName) ??
    messages.map(({ messages: inner }) => search(inner)).find((one) => one !== undefined);
  const found = contract.protobuf?.files.map(({ messages }) => search(messages)).find((one) => one !== undefined);
  if (found === undefined) throw new Error(`no message ${fullName}`);
  return found;
}

export function enumOf(contract: Contract, fullName: string): ProtoEnum {
  const all = (contract.protobuf?.files ?? []).flatMap(({ enums }) => enums);
  const found = all.find((one) => one.fullName === fullName);
  if (found === undefined) throw new Error(`no enum ${fullName}`);
  return found;
}

export function fieldOf(message: ProtoMessage, name: string): ProtoField {
  const found = message.fields.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no field ${name}`);
  return found;
}
