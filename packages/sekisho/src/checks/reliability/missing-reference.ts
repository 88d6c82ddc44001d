import { quote } from "../../model/quote.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { mapAt } from "../../semantics/kubernetes/manifest-value.ts";
import { type ObjectReference, podReferences } from "../../semantics/kubernetes/object-references.ts";
import { findMeantName, objectsIn } from "../../semantics/kubernetes/objects-in-namespace.ts";
import { producesSecret } from "../../semantics/kubernetes/secret-producers.ts";
import type { PodTemplate } from "../../semantics/pod-settings/pod-template.ts";
import { definePodCheck, type ManifestViolation } from "../manifest/define.ts";

export const missingReference = definePodCheck({
  id: "reliability/missing-reference",
  aliases: [
    "kube-linter:non-existent-service-account",
    "popeye:POP-304",
    "popeye:POP-305",
    "popeye:POP-307",
    "popeye:POP-407",
    "popeye:POP-507",
  ],
  title: { en: "Pod refers to an object or key that is not there", ja: "存在しないオブジェクトまたはキーへの参照" },
  severity: "low",
  severityReason: {
    en: "Medium for a key that an object of what was given does not have, and for a name that looks mistyped.",
    ja: "オブジェクトに含まれないキーや、誤記とみられる名前の場合は「中」です。",
  },
  why: {
    en: "The pod does not start until the object exists.",
    ja: "参照先のオブジェクトが作成されるまで Pod は起動しません。",
  },
  remediation: {
    en: "Correct the name, add the object, or mark the reference as optional.",
    ja: "名前を修正するか、オブジェクトを追加するか、参照を optional にしてください。",
  },
  sources: ["Kubernetes documentation, ConfigMaps and Pods; Configure Service Accounts for Pods"],
  examples: {
    fail: [
      `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { LEVEL: info }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: web:1, envFrom: [{ configMapRef: { name: setings } }] }] }`,
      `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { LEVEL: info }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: web:1, env: [{ name: L, valueFrom: { configMapKeyRef: { name: settings, key: level } } }] }] }`,
      `apiVersion: v1
kind: ServiceAccount
metadata: { name: api }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { serviceAccountName: web, containers: [] }`,
    ],
    pass: [
      `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { LEVEL: info }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers: [{ name: web, image: web:1, env: [{ name: L, valueFrom: { configMapKeyRef: { name: settings, key: LEVEL } } }] }]
  volumes: [{ name: more, configMap: { name: more, optional: true } }]`,
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { serviceAccountName: web, containers: [{ name: web, image: web:1, envFrom: [{ secretRef: { name: elsewhere } }] }] }",
      `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: token }
spec: { target: { name: token-1 } }
---
apiVersion: v1
kind: Secret
metadata: { name: token-2 }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: web:1, envFrom: [{ secretRef: { name: token-1 } }] }] }`,
    ],
  },
  evaluate(template, { set }) {
    return podReferences(template).flatMap((reference) => judge(set, template, reference));
  },
});

function judge(set: ManifestSet, { workload }: PodTemplate, reference: ObjectReference): readonly ManifestViolation[] {
  const { kind, name, keys, pointer, isOptional } = reference;
  if (isOptional || (kind === "ServiceAccount" && name === "default")) return [];
  const found = set.find(kind, workload.namespace, name);
  const shown = quote(`${kind} ${name}`);
  const detail = `${kind}:${name}`;
  if (found !== undefined) {
    const has = {
      ...mapAt(found.content, "data"),
      ...mapAt(found.content, "binaryData"),
      ...mapAt(found.content, "stringData"),
    };
    const missing = (keys ?? []).filter((key) => !Object.hasOwn(has, key));
    // A Secret without any values is filled in elsewhere.
    if (Object.keys(has).length === 0) return [];
    return missing.map((key) => ({
      message: {
        en: `${shown} has no key ${quote(key)}.`,
        ja: `${shown} にキー ${quote(key)} がありません。`,
      },
      pointer,
      detail: `${detail}/${key}`,
      severity: "medium",
    }));
  }
  if (kind === "Secret" && producesSecret(set, workload.namespace, name)) return [];
  const others = objectsIn(set, kind, workload.namespace);
  const near = findMeantName(name, others);
  const isEvident = set.isWhole || near !== undefined || (kind !== "Secret" && others.length > 0);
  if (!isEvident) return [];
  return [
    {
      message: {
        en: `${shown} is not in what was given${near === undefined ? "." : `; did you mean ${near}?`}`,
        ja: `${shown} はスキャンした範囲にありません。${near === undefined ? "" : `${near} の誤りではありませんか。`}`,
      },
      pointer,
      detail,
      ...(near === undefined ? {} : { severity: "medium" }),
    },
  ];
}
