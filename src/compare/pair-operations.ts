/** Which operation of before is which of after. */
import type { Callback, Contract, Operation } from "../contract/contract.js";

export interface OperationPairs {
  readonly kept: readonly (readonly [before: Operation, after: Operation])[];
  readonly added: readonly Operation[];
  readonly removed: readonly Operation[];
}

/** Operations of a contract, webhooks included, in its order. */
export const operationsOf = (contract: Contract): readonly Operation[] => [
  ...contract.services.flatMap(({ operations }) => operations),
  ...contract.webhooks,
];

/**
 * Pairs by method and path, names of parameters left out; by procedure; by channel. Where several paths are alike but
 * for names, those that are equal with names find each other first; before these, those that also have one id.
 */
export function pairOperations(before: readonly Operation[], after: readonly Operation[]): OperationPairs {
  const kept: (readonly [Operation, Operation])[] = [];
  let left = [...before];
  let right = [...after];
  for (const key of [ownKey, exactKey, looseKey]) {
    const byKey = new Map<string, Operation[]>();
    for (const operation of right) byKey.set(key(operation), [...(byKey.get(key(operation)) ?? []), operation]);
    const rest: Operation[] = [];
    for (const old of left) {
      const now = byKey.get(key(old))?.shift();
      if (now === undefined) rest.push(old);
      else {
        kept.push([old, now]);
        right = right.filter((operation) => operation !== now);
      }
    }
    left = rest;
  }
  const order = new Map(before.map((operation, index) => [operation, index]));
  kept.sort(([a], [b]) => order.get(a)! - order.get(b)!);
  return { kept, added: right, removed: left };
}

/** Callbacks of two operations, paired by name and expression. */
export const callbackOperations = (callbacks: readonly Callback[]): readonly Operation[] =>
  callbacks.flatMap(({ operations }) => operations);

/** "GET /pets/{id}", "package.Service/Method", "receive channel": what people call the operation. */
export function title(operation: Operation): string {
  const { binding } = operation;
  switch (binding.kind) {
    case "http":
      return `${binding.method} ${binding.path}`;
    case "rpc":
      return binding.procedure;
    case "channel":
      return `${binding.action} ${binding.channel}`;
  }
}

/** The names between braces of a path template, in order. */
export const pathNames = (path: string): readonly string[] =>
  [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);

/** Tells callbacks apart that call the same address: derived ids hold the callback's name. */
const ownKey = (operation: Operation): string => `${exactKey(operation)} ${operation.id}`;

const exactKey = (operation: Operation): string => `${operation.polarity} ${title(operation)}`;

const looseKey = (operation: Operation): string =>
  operation.binding.kind === "http"
    ? `${operation.polarity} ${operation.binding.method} ${operation.binding.path.replace(/\{[^{}]+\}/g, "{}").replace(/(.)\/$/, "$1")}`
    : exactKey(operation);
