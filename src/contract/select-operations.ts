import { Failure } from "../diagnostics/failure.js";
import { nearest } from "../diagnostics/suggest.js";
import type { Contract, Operation } from "./contract.js";
import { reachable, schemasOf } from "./parts.js";
import { travel } from "./travel.js";

/**
 * The contract with only the operations that somebody asked for, and the schemas that these lead to.
 * @param patterns each an operation's id, a tag as `tag:name`, or `METHOD /path`; `*` stands for any text
 * @throws Failure `unknown-operation` when a pattern matches nothing
 */
export function selectOperations(contract: Contract, patterns: readonly string[]): Contract {
  const all = [...contract.services.flatMap(({ operations }) => operations), ...contract.webhooks];
  const wanted = new Set<Operation>();
  for (const pattern of patterns) {
    const matches = all.filter(matcher(pattern));
    if (matches.length === 0) throw unknownOperation(pattern, all);
    for (const operation of matches) wanted.add(operation);
  }
  const services = contract.services
    .map((service) => ({ ...service, operations: service.operations.filter((operation) => wanted.has(operation)) }))
    .filter(({ operations }) => operations.length > 0);
  const names = reachable([...wanted].flatMap(schemasOf), contract.schemas);
  return {
    ...contract,
    services,
    webhooks: contract.webhooks.filter((operation) => wanted.has(operation)),
    schemas: new Map([...contract.schemas].filter(([name]) => names.has(name))),
  };
}

/** Whether an operation is one of those that a pattern names, as in `selectOperations`. */
export function matcher(pattern: string): (operation: Operation) => boolean {
  const text = pattern.replaceAll(/[\\^$.+?()[\]{}|]/g, "\\$&").replaceAll("*", ".*");
  const expression = new RegExp(`^${text.replace(/^tag:/, "")}$`);
  if (pattern.startsWith("tag:")) return ({ tags }) => tags.some((tag) => expression.test(tag));
  return (operation) => expression.test(operation.id) || expression.test(travel(operation));
}

function unknownOperation(pattern: string, operations: readonly Operation[]): Failure {
  const near = nearest(
    pattern,
    operations.flatMap((operation) => [operation.id, travel(operation)]),
  );
  return new Failure(
    [
      {
        code: "unknown-operation",
        severity: "error",
        message: `no operation of the contract matches "${pattern}"`,
        ...(near.length > 0 && { fix: `Did you mean ${near.map((name) => `"${name}"`).join(" or ")}?` }),
      },
    ],
    "misused",
  );
}
