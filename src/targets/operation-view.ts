import type { HttpBinding } from "../contract/binding.js";
import type { Contract, Operation, Service } from "../contract/contract.js";
import { functionName, memberName, nameAll, typeName } from "../generate/names.js";

/** An operation that travels by http, with the names that generated code gives it. */
export interface HttpOperation {
  readonly operation: Operation;
  readonly binding: HttpBinding;
  /** Of the descriptor in operations.ts. */
  readonly constant: string;
  /** What its types begin with. */
  readonly type: string;
  /** Of the method or handler in its group. */
  readonly method: string;
}

/** Operations that are methods of one object. The group without a name is the client itself. */
export interface Group {
  readonly name: string;
  readonly type: string;
  readonly doc: string | undefined;
  readonly operations: readonly HttpOperation[];
}

export interface ApiNames {
  /** What the API is called in code: "Petstore". */
  readonly api: string;
  readonly groups: readonly Group[];
  readonly webhooks: readonly HttpOperation[];
}

/** Names for a contract's http operations, none of which depends on another operation unless their names collide. */
export function nameApi(contract: Contract): ApiNames {
  const api = typeName(contract.title);
  const services = contract.services.filter(({ operations }) => operations.some(isHttp));
  const all = [...services.flatMap(({ operations }) => operations), ...contract.webhooks].filter(isHttp);
  const nameables = all.map(({ id }) => ({ key: id, text: id }));
  const constants = nameAll(nameables, functionName, { taken });
  const types = nameAll(nameables, typeName);
  const view = (operations: readonly Operation[]): readonly HttpOperation[] => {
    const own = operations.filter(isHttp);
    const methods = nameAll(
      own.map(({ id }) => ({ key: id, text: id })),
      memberName,
    );
    return own.map((operation) => ({
      operation,
      binding: operation.binding as HttpBinding,
      constant: constants.get(operation.id) ?? operation.id,
      type: types.get(operation.id) ?? operation.id,
      method: methods.get(operation.id) ?? operation.id,
    }));
  };
  const direct = new Set(
    services
      .filter(({ name }) => name === "")
      .flatMap(({ operations }) => view(operations).map(({ method }) => method)),
  );
  const named = services.filter(({ name }) => name !== "").map(({ name }) => ({ key: name, text: name }));
  const members = nameAll(named, memberName, { taken: direct });
  const groupTypes = nameAll(named, typeName, { taken: new Set([api]) });
  const groupOf = ({ name, doc, operations }: Service): Group => ({
    name: name === "" ? "" : (members.get(name) ?? name),
    type: name === "" ? "" : (groupTypes.get(name) ?? name),
    doc,
    operations: view(operations),
  });
  return { api, groups: services.map(groupOf), webhooks: view(contract.webhooks) };
}

const isHttp = ({ binding }: Operation): boolean => binding.kind === "http";

/** Names that operations.ts has for itself. */
const taken = new Set(["types"]);
