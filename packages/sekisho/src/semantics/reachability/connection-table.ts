import {
  type ConnectionSet,
  everyConnection,
  formatConnections,
  intersectConnections,
  noConnection,
  subtractConnections,
  uniteConnections,
} from "./connection-set.ts";

/** Connection sets by number: equal ones have one number, so that what was reckoned once is looked up. */
export interface ConnectionTable {
  readonly none: number;
  readonly all: number;
  readonly numberOf: (connections: ConnectionSet) => number;
  readonly at: (number: number) => ConnectionSet;
  /** The text of `formatConnections`, made once. */
  readonly textOf: (number: number) => string;
  readonly unite: (left: number, right: number) => number;
  readonly intersect: (left: number, right: number) => number;
  readonly subtract: (left: number, right: number) => number;
}

type Operation = (left: ConnectionSet, right: ConnectionSet) => ConnectionSet;

/** Two numbers become one key; a table has far fewer sets than this. */
const keyBase = 2 ** 26;

/** Makes an empty table. */
export function createConnectionTable(): ConnectionTable {
  const sets: ConnectionSet[] = [];
  const texts: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (connections: ConnectionSet): number => {
    const text = formatConnections(connections);
    const known = numbers.get(text);
    if (known !== undefined) return known;
    const number = sets.length;
    sets.push(connections);
    texts.push(text);
    numbers.set(text, number);
    return number;
  };
  const none = numberOf(noConnection);
  const all = numberOf(everyConnection);
  const at = (number: number) => sets[number] ?? noConnection;
  const remembered = (operation: Operation) => {
    const results = new Map<number, number>();
    return (left: number, right: number): number => {
      const key = left * keyBase + right;
      const known = results.get(key);
      if (known !== undefined) return known;
      const result = numberOf(operation(at(left), at(right)));
      results.set(key, result);
      return result;
    };
  };
  const unite = remembered(uniteConnections);
  const intersect = remembered(intersectConnections);
  const subtract = remembered(subtractConnections);
  return {
    none,
    all,
    numberOf,
    at,
    textOf: (number) => texts[number] ?? "",
    unite: (left, right) => (left === right || right === none ? left : unite(left, right)),
    intersect: (left, right) => {
      if (left === right || right === all) return left;
      return left === all ? right : intersect(left, right);
    },
    subtract: (left, right) => (right === none ? left : subtract(left, right)),
  };
}
