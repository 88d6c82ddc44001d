import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import type { ManifestSet } from "../../semantics/kubernetes/manifest-set.ts";
import { mapAt, pointerPart } from "../../semantics/kubernetes/manifest-value.ts";
import { podReferences } from "../../semantics/kubernetes/object-references.ts";
import { defineSetCheck } from "../manifest/define.ts";

export const unusedKey = defineSetCheck({
  id: "reliability/unused-key",
  aliases: ["popeye:POP-401"],
  isOptional: true,
  title: { en: "Key that nothing reads", ja: "読み取られていないキー" },
  severity: "info",
  why: {
    en: "The object is read key by key, and nobody reads this one: a name is mistyped, or it is left over.",
    ja: "オブジェクトはキーごとに参照されていますが、このキーは読まれていません。名前の誤りか、不要な設定です。",
  },
  remediation: { en: "Correct the name, or delete the key.", ja: "名前を修正するか、キーを削除してください。" },
  sources: ["Popeye: POP-401"],
  examples: {
    fail: [
      `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { LEVEL: info, COLOUR: blue }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: web:1, env: [{ name: L, valueFrom: { configMapKeyRef: { name: settings, key: LEVEL } } }] }] }`,
      `apiVersion: v1
kind: Secret
metadata: { name: token }
data: { a: "", b: "" }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [], volumes: [{ name: token, secret: { secretName: token, items: [{ key: a, path: a }] } }] }`,
    ],
    pass: [
      `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { LEVEL: info, COLOUR: blue }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec: { containers: [{ name: web, image: web:1, envFrom: [{ configMapRef: { name: settings } }] }] }`,
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { LEVEL: info }",
    ],
  },
  evaluate(set) {
    const read = collectReadKeys(set);
    return [...set.ofKind("ConfigMap"), ...set.ofKind("Secret")].flatMap((object) => {
      const keys = read.get(keyOf(object.kind, object.namespace, object.name));
      if (keys === undefined || keys === "all") return [];
      return unreadKeys(object, keys);
    });
  },
});

type ReadKeys = Set<string> | "all";

function collectReadKeys(set: ManifestSet): ReadonlyMap<string, ReadKeys> {
  const read = new Map<string, ReadKeys>();
  for (const template of set.templates) {
    for (const { kind, name, keys } of podReferences(template)) {
      const key = keyOf(kind, template.workload.namespace, name);
      const known = read.get(key);
      if (keys === undefined || known === "all") read.set(key, "all");
      else read.set(key, new Set([...(known ?? []), ...keys]));
    }
  }
  return read;
}

function unreadKeys(object: ManifestObject, read: ReadonlySet<string>) {
  return ["data", "stringData", "binaryData"].flatMap((field) =>
    Object.keys(mapAt(object.content, field))
      .filter((key) => !read.has(key))
      .map((key) => ({
        object,
        message: {
          en: `Nothing of what was given reads ${key}.`,
          ja: `スキャンした範囲に ${key} を読み取るものがありません。`,
        },
        pointer: `/${field}${pointerPart(key)}`,
        detail: `key:${key}`,
      })),
  );
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}\n${namespace}\n${name}`;
}
