import { type ApiLifecycle, findApiLifecycle } from "../../semantics/kubernetes/api-lifecycle.ts";
import type { ManifestFix } from "../../semantics/kubernetes/manifest-change.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import { findValue, mapAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck, type ManifestViolation } from "./define.ts";

export const outdatedApiVersion = defineObjectCheck({
  id: "manifest/outdated-api-version",
  aliases: [
    "kube-linter:no-extensions-v1beta",
    "kube-score:stable-version",
    "kubeaudit:DeprecatedAPIUsed",
    "kubescape:C-0273",
    "popeye:POP-403",
  ],
  title: { en: "API version that is removed or deprecated", ja: "廃止済み、または非推奨の API バージョン" },
  severity: "high",
  severityReason: {
    en: "High when the target version of Kubernetes no longer serves it, medium when a known later one does not, low when it is only deprecated.",
    ja: "対象の Kubernetes で提供されない場合は「高」、今後のバージョンで廃止される場合は「中」、非推奨の場合は「低」です。",
  },
  why: {
    en: "The API server refuses the object: the release fails at the upgrade of the cluster, or now.",
    ja: "API サーバーがオブジェクトを拒否するため、クラスターの更新後、または現時点でデプロイに失敗します。",
  },
  remediation: {
    en: "Move to the version that the message names; compare the fields where they differ.",
    ja: "メッセージに示したバージョンに移行してください。フィールドが異なる場合は見直しが必要です。",
  },
  sources: ["Kubernetes documentation, Deprecated API Migration Guide"],
  examples: {
    fail: [
      "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: { name: web }",
      "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: { name: daily }",
      {
        manifests: "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: web }",
        kubernetesMinor: 22,
      },
      "apiVersion: v1\nkind: Endpoints\nmetadata: { name: web }",
    ],
    pass: [
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }",
      "apiVersion: example.com/v1beta1\nkind: CronJob\nmetadata: { name: daily }",
      { manifests: "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: { name: daily }", kubernetesMinor: 20 },
    ],
  },
  evaluate(object, { set: { kubernetesMinor } }) {
    const lifecycle = findApiLifecycle(object.apiVersion, object.kind);
    return lifecycle === undefined ? [] : judge(object, lifecycle, kubernetesMinor);
  },
});

function judge(object: ManifestObject, lifecycle: ApiLifecycle, minor: number): readonly ManifestViolation[] {
  const { deprecatedIn, removedIn, successor } = lifecycle;
  const isRemoved = removedIn !== undefined && minor >= removedIn;
  if (!isRemoved && (deprecatedIn === undefined || minor < deprecatedIn)) return [];
  const name = `${object.apiVersion} ${object.kind}`;
  const next =
    successor === undefined
      ? { en: "nothing takes its place", ja: "後継はありません" }
      : { en: `use ${successor}`, ja: `${successor} を使用してください` };
  const state = stateOf(lifecycle, isRemoved);
  const severity = removedIn === undefined ? "low" : "medium";
  return [
    {
      message: { en: `${name} ${state.en}; ${next.en}.`, ja: `${name} は${state.ja}。${next.ja}。` },
      pointer: "/apiVersion",
      ...(isRemoved ? {} : { severity }),
      ...(successor !== undefined && isSameShape(object, lifecycle)
        ? { fix: { safety: safetyOf(lifecycle, isRemoved), changes: [{ set: "/apiVersion", value: successor }] } }
        : {}),
    },
  ];
}

/**
 * Where the old version is gone, the new one is all that can be applied, and of the same fields it makes the same object.
 * Before that the new one may not be served yet.
 */
function safetyOf({ isSameShape: isAlways }: ApiLifecycle, isRemoved: boolean): ManifestFix["safety"] {
  return isRemoved && isAlways ? "safe" : "proposal";
}

function stateOf({ deprecatedIn, removedIn }: ApiLifecycle, isRemoved: boolean) {
  if (isRemoved) {
    return { en: `is not served since Kubernetes 1.${removedIn}`, ja: ` Kubernetes 1.${removedIn} で廃止されました` };
  }
  const end =
    removedIn === undefined
      ? { en: "", ja: "" }
      : { en: ` and not served from 1.${removedIn} on`, ja: `、1.${removedIn} で廃止されます` };
  return {
    en: `is deprecated since Kubernetes 1.${deprecatedIn}${end.en}`,
    ja: ` Kubernetes 1.${deprecatedIn} から非推奨で${end.ja === "" ? "す" : end.ja}`,
  };
}

/** Some fields that differ between versions matter only to objects that use them. */
function isSameShape({ kind, content }: ManifestObject, { isSameShape: isAlways }: ApiLifecycle): boolean {
  if (isAlways) return true;
  if (kind === "PodDisruptionBudget") return Object.keys(mapAt(content, "spec", "selector")).length > 0;
  if (!["Deployment", "DaemonSet", "ReplicaSet", "StatefulSet"].includes(kind)) return false;
  const hasSelector = findValue(content, "spec", "selector") !== undefined;
  const hasOldField = ["rollbackTo", "templateGeneration"].some(
    (field) => findValue(content, "spec", field) !== undefined,
  );
  return hasSelector && !hasOldField;
}
