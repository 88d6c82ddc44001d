import { listFunctions } from "./list-functions.ts";
import { mapFunctions } from "./map-functions.ts";
import { numberFunctions } from "./number-functions.ts";
import type { PathFunction } from "./operands.ts";
import { textFunctions } from "./text-functions.ts";

const functions: ReadonlyMap<string, PathFunction> = new Map(
  [textFunctions, listFunctions, mapFunctions, numberFunctions].flatMap((group) => Object.entries(group)),
);

/**
 * Finds a function by its name; `undefined` for one that is not known, or that asks for the time, chance or the network.
 * Sources: JMESPath specification, "Built-in Functions"; Kyverno documentation, "JMESPath", Filters.
 */
export function findFunction(name: string): PathFunction | undefined {
  return functions.get(name);
}
