import { quote } from "../../model/quote.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ObjectProblem } from "../kubernetes/object-problem.ts";
import { type Aggregation, maxAggregationSteps } from "./aggregate-roles.ts";

/** A ClusterRole that takes part in aggregation; without an object when Kubernetes brings it along. */
export interface NamedRole {
  readonly name: string;
  readonly object: ManifestObject | undefined;
}

const pointer = "/aggregationRule";

/** Gives what is doubtful in the aggregation of roles, each at a role that the set holds. */
export function aggregationProblems(
  roles: readonly NamedRole[],
  { rings, unfinished }: Pick<Aggregation<unknown>, "rings" | "unfinished">,
): readonly ObjectProblem[] {
  return [...rings.flatMap((ring) => ringProblem(roles, ring)), ...unfinishedProblem(roles, unfinished)];
}

/** So many roles of a ring are named. */
const maxNamed = 8;

function ringProblem(roles: readonly NamedRole[], ring: readonly number[]): readonly ObjectProblem[] {
  const members = ring.flatMap((index) => roles[index] ?? []);
  const first = members.findIndex((role) => role.object !== undefined);
  const object = members[first]?.object;
  if (object === undefined) return [];
  // The ring begins where the problem is shown.
  const turned = [...members.slice(first), ...members.slice(0, first)];
  const names = turned.slice(0, maxNamed).map(({ name }) => quote(name));
  const way = [...names, ...(turned.length > maxNamed ? ["…"] : []), quote(object.name)].join(" → ");
  return [
    {
      object,
      pointer,
      code: "rbac/cyclic-aggregation",
      level: "warning",
      message: {
        en: `These ClusterRoles take each other's rules in: ${way}. A rule that has come in stays when it is deleted where it was written, and which of the rules written in aggregated roles are overwritten depends on the order in which the control plane takes them. They were judged with the rules of all of them, also those written in aggregated roles.`,
        ja: `ClusterRole の集約が循環しています（${way}）。一度取り込まれたルールは、元のロールから削除しても残ります。集約ロール自身に書かれたルールのどれが上書きされるかは、コントロールプレーンの処理順序によって変わります。自身に書かれたルールも含め、すべてのロールのルールを合わせて判定しました。`,
      },
    },
  ];
}

function unfinishedProblem(roles: readonly NamedRole[], unfinished: readonly number[]): readonly ObjectProblem[] {
  const object = unfinished.map((index) => roles[index]?.object).find((held) => held !== undefined);
  if (object === undefined) return [];
  const count = unfinished.length;
  return [
    {
      object,
      pointer,
      code: "rbac/aggregation-limit",
      level: "error",
      message: {
        en: `What this ClusterRole${count === 1 ? "" : ` and ${count - 1} more`} take${count === 1 ? "s" : ""} in was not judged: it takes more than ${maxAggregationSteps} steps (maxAggregationSteps). The other roles were.`,
        ja: `${count === 1 ? "この ClusterRole" : `この ClusterRole を含む ${count} 件の ClusterRole`} が集約するルールは判定していません。処理の上限 ${maxAggregationSteps} ステップ（maxAggregationSteps）を超えるためです。ほかのロールは判定しました。`,
      },
    },
  ];
}
