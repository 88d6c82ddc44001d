import { quote } from "../../model/quote.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import { isManifestList, isManifestMap, type ManifestValue } from "../kubernetes/manifest-value.ts";
import type { ObjectProblem } from "../kubernetes/object-problem.ts";

/** Where something of a policy stands. */
export interface PolicySpot {
  readonly object: ManifestObject;
  /** JSON pointer in the object. */
  readonly pointer: string;
}

/** Says that a value is not what the API takes; what holds it is left out. */
export function invalidPart(
  { object, pointer }: PolicySpot,
  expected: ObjectProblem["message"],
  got: ManifestValue | undefined,
): ObjectProblem {
  const written = quote(show(got));
  return {
    object,
    pointer,
    code: "network/invalid-policy",
    level: "error",
    message: {
      en: `This part of the policy is left out: expected ${expected.en}, got “${written}”.`,
      ja: `ポリシーのこの部分は計算に含めませんでした。${expected.ja}を想定しましたが、実際は「${written}」です。`,
    },
  };
}

/** Says that something cannot be expressed as connections between workloads and addresses, and what was taken for it. */
export function notExpressible({ object, pointer }: PolicySpot, taken: ObjectProblem["message"]): ObjectProblem {
  return {
    object,
    pointer,
    code: "network/not-expressible",
    level: "error",
    message: {
      en: `The connections shown are not exact here: ${taken.en}.`,
      ja: `この部分の接続は正確ではありません。${taken.ja}。`,
    },
  };
}

/** Says that a section of a policy has no effect, and why: `policyTypes` decides what a policy is about. */
export function withoutEffect(object: ManifestObject, section: "ingress" | "egress", hasTypes: boolean): ObjectProblem {
  const isEgress = section === "egress";
  const why = hasTypes
    ? {
        en: `policyTypes names no ${isEgress ? "Egress" : "Ingress"}`,
        ja: `policyTypes に ${isEgress ? "Egress" : "Ingress"} が含まれていません`,
      }
    : {
        en: "without policyTypes, an empty egress section counts as none",
        ja: "policyTypes がない場合、空の egress は未指定とみなされます",
      };
  return {
    object,
    pointer: `/spec/${section}`,
    code: "network/section-without-effect",
    level: "warning",
    message: {
      en: `This section has no effect: ${why.en}. The policy refuses nothing that its pods ${isEgress ? "send" : "receive"}.`,
      ja: `このセクションは無効です（${why.ja}）。このポリシーは、対象の Pod の${isEgress ? "外向き" : "内向き"}通信を何も拒否しません。`,
    },
  };
}

/** Says that two policies have one priority, so that the cluster may ask either of them first. */
export function samePriority(object: ManifestObject, { kind, name }: ManifestObject, priority: number): ObjectProblem {
  return {
    object,
    pointer: "/spec/priority",
    code: "network/same-priority",
    level: "warning",
    message: {
      en: `The ${kind} ${object.name} has priority ${priority}, as ${name} has: which of them decides on a connection that both are about is not defined. ${name} was asked first here.`,
      ja: `${kind} ${object.name} の優先度は、${name} と同じ ${priority} です。両方が対象とする接続にどちらが適用されるかは定義されていないため、ここでは ${name} を優先しました。`,
    },
  };
}

function show(value: ManifestValue | undefined): string {
  if (value === undefined) return "nothing";
  if (isManifestList(value)) return "a list";
  return isManifestMap(value) ? "a map" : JSON.stringify(value);
}
