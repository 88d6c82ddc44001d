import { describeGroupKind } from "../../semantics/kubernetes/group-kind.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import {
  findValue,
  isManifestMap,
  listAt,
  type ManifestValue,
  pointerPart,
} from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck } from "./define.ts";

/** Fields that the API demands, by kind. Source: Kubernetes API reference, "required". */
const required: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  [
    "Deployment.apps",
    [
      ["spec", "selector"],
      ["spec", "template"],
    ],
  ],
  [
    "StatefulSet.apps",
    [
      ["spec", "selector"],
      ["spec", "template"],
    ],
  ],
  [
    "DaemonSet.apps",
    [
      ["spec", "selector"],
      ["spec", "template"],
    ],
  ],
  ["ReplicaSet.apps", [["spec", "selector"]]],
  ["Job.batch", [["spec", "template"]]],
  [
    "CronJob.batch",
    [
      ["spec", "schedule"],
      ["spec", "jobTemplate"],
    ],
  ],
  ["Pod", [["spec", "containers"]]],
  [
    "HorizontalPodAutoscaler.autoscaling",
    [
      ["spec", "maxReplicas"],
      ["spec", "scaleTargetRef"],
    ],
  ],
  [
    "PersistentVolumeClaim",
    [
      ["spec", "accessModes"],
      ["spec", "resources", "requests", "storage"],
    ],
  ],
  ["RoleBinding.rbac.authorization.k8s.io", [["roleRef"]]],
  ["ClusterRoleBinding.rbac.authorization.k8s.io", [["roleRef"]]],
  ["StorageClass.storage.k8s.io", [["provisioner"]]],
  ["PriorityClass.scheduling.k8s.io", [["value"]]],
  ["RuntimeClass.node.k8s.io", [["handler"]]],
]);

export const missingField = defineObjectCheck({
  id: "manifest/missing-field",
  aliases: ["kube-linter:schema-validation"],
  title: { en: "Field that Kubernetes demands is missing", ja: "必須フィールドの不足" },
  severity: "medium",
  why: { en: "The API server refuses the object.", ja: "API サーバーがオブジェクトを拒否します。" },
  remediation: { en: "Add the field.", ja: "フィールドを追加してください。" },
  sources: ["Kubernetes API reference"],
  examples: {
    fail: [
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { spec: { containers: [{ name: web, image: web:1 }] } } }",
      "apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: daily }\nspec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: web, image: web:1 }] } } } } }",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { labels: { app: web } }",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: 404 }",
    ],
    pass: [
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { selector: { matchLabels: { app: web } }, template: { spec: { containers: [{ name: web, image: web:1 }] } } }",
      "apiVersion: batch/v1\nkind: Job\nmetadata: { generateName: once- }\nspec: { template: { spec: { containers: [{ name: web, image: web:1 }] } } }",
      "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml]",
    ],
  },
  evaluate(object) {
    const missing = (required.get(describeGroupKind(object)) ?? []).filter(
      (path) => (findValue(object.content, ...path) ?? null) === null,
    );
    const paths = [...(hasName(object) ? [] : [["metadata", "name"]]), ...missing];
    const gaps = paths.map((path) =>
      violation(path.map((key) => pointerPart(key)).join(""), findValue(object.content, ...path)),
    );
    return [...gaps, ...containerGaps(object)];
  },
});

/** Files of tools beside the manifests, and configurations of programs, are no objects of an API. */
const nameless = /^(?:Kustomization|Component|Kptfile|Values|.*(?:Configuration|Config|Transformer|Generator|Review))$/;

function hasName({ kind, name, content }: ManifestObject): boolean {
  return name !== "" || nameless.test(kind) || findValue(content, "metadata", "generateName") !== undefined;
}

function containerGaps(object: ManifestObject) {
  const place = object.kind === "Pod" ? ["spec"] : ["spec", "template", "spec"];
  return ["containers", "initContainers"].flatMap((field) =>
    listAt(object.content, ...place, field).flatMap((container, index) => {
      if (!isManifestMap(container) || typeof container["name"] === "string") return [];
      return [violation(`/${[...place, field].join("/")}/${index}/name`, container["name"])];
    }),
  );
}

/** A name that YAML reads as a number or a truth value (`n`, `on`, `404`) is there, but is none. */
function violation(pointer: string, got: ManifestValue | undefined) {
  const path = pointer.slice(1).replaceAll("/", ".");
  const isThere = typeof got === "number" || typeof got === "boolean";
  return {
    message: isThere
      ? {
          en: `${path}: expected a text, got ${String(got)}; put it in quotes.`,
          ja: `${path} には文字列が必要ですが、${String(got)} と解釈されます。引用符で囲んでください。`,
        }
      : { en: `${path} is missing.`, ja: `${path} がありません。` },
    pointer,
    detail: `field:${pointer}`,
  };
}
