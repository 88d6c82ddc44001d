import { groupOf, type ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { findTextAt, listAt } from "../../semantics/kubernetes/manifest-value.ts";
import { mentionedNames } from "../../semantics/kubernetes/mentioned-names.ts";
import { defineSetCheck } from "../manifest/define.ts";

const kinds = ["ConfigMap", "Secret", "ServiceAccount", "PersistentVolumeClaim"] as const;

/** Secrets that the cluster itself, Helm or a client reads. */
const systemTypes = /^(?:helm\.sh\/|bootstrap\.kubernetes\.io\/|kubernetes\.io\/service-account-token$)/;

export const unusedObject = defineSetCheck({
  id: "reliability/unused-object",
  aliases: ["popeye:POP-400"],
  title: { en: "Object that nothing mentions", ja: "どこからも参照されていないオブジェクト" },
  severity: "info",
  why: {
    en: "Secrets and accounts that nobody needs can still be stolen, and settings that nobody reads mislead whoever changes them.",
    ja: "使われていないシークレットやサービスアカウントも悪用される恐れがあり、読まれない設定は変更する人の誤解を招きます。",
  },
  remediation: {
    en: "Delete it, if nothing outside of what was given uses it.",
    ja: "スキャンした範囲の外でも使われていなければ、削除してください。",
  },
  sources: ["Popeye: POP-400", "NIST SP 800-190, 4.3.1"],
  examples: {
    fail: [
      `apiVersion: v1
kind: ConfigMap
metadata: { name: old-settings }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [] }`,
      `apiVersion: v1
kind: ServiceAccount
metadata: { name: builder }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { serviceAccountName: web, containers: [] }`,
      `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data-db-old }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  volumeClaimTemplates: [{ metadata: { name: data } }]
  template: { spec: { containers: [] } }`,
    ],
    pass: [
      `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: data-db-0 }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db }
spec:
  volumeClaimTemplates: [{ metadata: { name: data } }]
  template: { spec: { containers: [] } }`,
      `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: web:1, args: ["--config=default/settings"] }] }`,
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }",
      `apiVersion: v1
kind: ServiceAccount
metadata: { name: default }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [] }`,
    ],
  },
  evaluate(set) {
    const candidates = kinds.flatMap((kind) => set.ofKind(kind)).filter((object) => mayBeUnused(object));
    // Without a workload beside it, everything is used elsewhere.
    const workloadNamespaces = new Set(set.templates.map(({ workload }) => workload.namespace));
    const judged = candidates.filter((object) => set.isWhole || workloadNamespaces.has(object.namespace));
    const mentioned = findMentioned(set, judged);
    const claimed = findClaimed(set);
    return judged
      .filter((object) => !mentioned.has(object.name) && !isClaimed(object, claimed))
      .map((object) => ({
        object,
        message: {
          en: `Nothing of what was given mentions ${object.kind} ${object.name}.`,
          ja: `スキャンした範囲に ${object.kind} ${object.name} を参照するものがありません。`,
        },
        pointer: "",
      }));
  },
});

function mayBeUnused(object: ManifestObject): boolean {
  const { kind, name, content, labels, annotations } = object;
  if (groupOf(object) !== "" || name === "" || name === "kube-root-ca.crt") return false;
  if (kind === "ServiceAccount" && name === "default") return false;
  const { type } = content;
  if (typeof type === "string" && systemTypes.test(type)) return false;
  // Sidecars and operators find what they read by labels (dashboards, certificates, repositories).
  const marks = [...Object.keys(labels), ...Object.keys(annotations)];
  return !marks.some((key) => /dashboard|datasource|argocd|alert|inject|sidecar|replicat|reflector|rule/i.test(key));
}

/**
 * Finds how the claims begin that StatefulSets make for their pods: `NAMESPACE/TEMPLATE-STATEFULSET`.
 *
 * Source: Kubernetes documentation, "StatefulSets", Stable Storage.
 */
function findClaimed(set: ManifestSet): ReadonlySet<string> {
  const workloads = set.ofKind("StatefulSet");
  return new Set(
    workloads.flatMap(({ namespace, name, content }) =>
      listAt(content, "spec", "volumeClaimTemplates").map(
        (claim) => `${namespace}/${findTextAt(claim, "metadata", "name") ?? ""}-${name}`,
      ),
    ),
  );
}

function isClaimed({ kind, namespace, name }: ManifestObject, claimed: ReadonlySet<string>): boolean {
  const dash = name.lastIndexOf("-");
  return (
    kind === "PersistentVolumeClaim" &&
    /^\d{1,10}$/.test(name.slice(dash + 1)) &&
    claimed.has(`${namespace}/${name.slice(0, Math.max(dash, 0))}`)
  );
}

function findMentioned(set: ManifestSet, objects: readonly ManifestObject[]): ReadonlySet<string> {
  const owners = new Map<string, Set<ManifestObject>>();
  for (const object of objects) {
    const known = owners.get(object.name);
    if (known === undefined) owners.set(object.name, new Set([object]));
    else known.add(object);
  }
  return owners.size === 0 ? new Set() : mentionedNames(set.objects, owners);
}
