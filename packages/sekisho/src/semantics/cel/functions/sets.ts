import { includes } from "../membership.ts";
import { binary, type Overload } from "../overload.ts";
import { pairsCost } from "../size.ts";
import { boolType, listOf, parameter } from "../type.ts";
import { itemsOf, type Value } from "../values.ts";

const lists = listOf(parameter("T"));

/** The sets extension: lists as sets, in which order and repetition mean nothing. Source: cel-go, ext/sets.go. */
export const sets: readonly Overload[] = [
  setTest("sets.contains", containsAll),
  setTest("sets.equivalent", (left, right) => containsAll(left, right) && containsAll(right, left)),
  setTest("sets.intersects", (left, right) => left.some((item) => includes(right, item))),
];

function setTest(name: string, test: (left: readonly Value[], right: readonly Value[]) => boolean): Overload {
  return binary({ name, parameters: [lists, lists], result: boolType, cost: pairsCost }, (left, right) =>
    test(itemsOf(left), itemsOf(right)),
  );
}

function containsAll(left: readonly Value[], right: readonly Value[]): boolean {
  return right.every((item) => includes(left, item));
}
