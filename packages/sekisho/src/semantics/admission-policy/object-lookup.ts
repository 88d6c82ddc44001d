import { type Overload, unary } from "../cel/overload.ts";
import { dynType, listOf, stringType } from "../cel/type.ts";
import { fromJson, list } from "../cel/values.ts";
import { describeGroupKind } from "../kubernetes/group-kind.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";

/** The name of the function that looks further than one object. No API server has it. */
export const objectLookupName = "objects";

/**
 * Makes the function `objects(kind)`: every object of a kind, `Service` or with its group `Deployment.apps`, of the set
 * that is judged.
 *
 * @param currentSet Gives the set at the time of the call.
 */
export function objectLookup(currentSet: () => ManifestSet | undefined): readonly Overload[] {
  const find = (kind: string) => {
    const set = currentSet();
    if (set === undefined) return [];
    const dot = kind.indexOf(".");
    if (dot === -1) return set.ofKind(kind);
    return set.ofKind(kind.slice(0, dot)).filter((object) => describeGroupKind(object) === kind);
  };
  return [
    unary(
      {
        name: objectLookupName,
        parameters: [stringType],
        result: listOf(dynType),
        cost: (kind) => (typeof kind === "string" ? find(kind).length : 0),
      },
      (kind) => list(find(kind).map(({ content }) => fromJson(content))),
    ),
  ];
}
