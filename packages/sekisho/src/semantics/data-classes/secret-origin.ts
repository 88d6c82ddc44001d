import type { Text } from "../../model/text.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { ManifestSet } from "../kubernetes/manifest-set.ts";
import { findTextAt, findValue, isManifestList, isManifestMap, listAt } from "../kubernetes/manifest-value.ts";
import type { PodTemplate } from "../pod-settings/pod-template.ts";
import type { Demand, DemandAnswer } from "./demand.ts";

/** Secrets come from a key management system, and not from the repository. */
export const secretsFromKeyManagement: Demand = {
  id: "secrets-from-key-management",
  title: { en: "Secrets come from a key management system", ja: "鍵管理システムによるシークレットの管理" },
  judge: ({ templates }, { set }) => templates.flatMap((template) => judgeSecrets(template, set)),
};

function judgeSecrets(template: PodTemplate, set: ManifestSet): readonly DemandAnswer[] {
  const { workload } = template;
  const uses = secretUsesOf(template);
  if (uses.size === 0) {
    const message = {
      en: `${workload.name} takes no Secret object.`,
      ja: `${workload.name} は Secret を参照していません。`,
    };
    return [{ ended: "met", object: workload, pointer: "/metadata/name", message }];
  }
  return [...uses].map(([name, pointer]) => judgeSecret({ name, pointer, workload }, set));
}

/** Gives the Secrets that a pod uses, with the place of the first use in the workload. */
function secretUsesOf({ pointer, spec, containers }: PodTemplate): ReadonlyMap<string, string> {
  const uses = new Map<string, string>();
  const add = (name: string | undefined, at: string): void => {
    if (name !== undefined && !uses.has(name)) uses.set(name, pointer + at);
  };
  for (const { value, pointer: at } of spec.volumes ?? []) {
    add(value.secret?.secretName, at);
    for (const source of value.projected?.sources ?? []) add(source.value.secret?.name, source.pointer);
  }
  for (const { spec: container } of containers) {
    for (const { value, pointer: at } of container.env ?? []) add(value.valueFrom?.secretKeyRef?.name, at);
    for (const { value, pointer: at } of container.envFrom ?? []) add(value.secretRef?.name, at);
  }
  return uses;
}

interface SecretUse {
  readonly name: string;
  readonly pointer: string;
  readonly workload: ManifestObject;
}

function judgeSecret({ name, pointer, workload }: SecretUse, set: ManifestSet): DemandAnswer {
  const origin = originsOf(set).get(`${workload.namespace}\n${name}`);
  if (origin === undefined) {
    return { ended: "undecided", object: workload, pointer, message: words.absent(name) };
  }
  const { object } = origin;
  switch (origin.kind) {
    case "managed":
      return { ended: "met", object, pointer: "/spec", message: words.managed(name, object.kind) };
    case "encrypted":
      return { ended: "met", object, pointer: "/sops", message: words.encrypted(name) };
    case "sealed":
      return { ended: "missing", object, pointer: "/spec", message: words.sealed(name) };
    case "plain":
      return { ended: "missing", object, pointer: "/metadata/name", message: words.plain(name) };
  }
}

/** Where a Secret comes from. `sealed`: by a key that the cluster itself keeps. */
interface SecretOrigin {
  readonly kind: "managed" | "encrypted" | "sealed" | "plain";
  readonly object: ManifestObject;
}

/** Kinds that fetch a Secret from a key management system, and the field that names the Secret. */
const fetchers: readonly { readonly kind: string; readonly field: readonly string[] }[] = [
  { kind: "ExternalSecret", field: ["spec", "target", "name"] },
  { kind: "VaultStaticSecret", field: ["spec", "destination", "name"] },
  { kind: "VaultDynamicSecret", field: ["spec", "destination", "name"] },
  { kind: "VaultPKISecret", field: ["spec", "destination", "name"] },
  { kind: "AzureKeyVaultSecret", field: ["spec", "output", "secret", "name"] },
];

const originsBySet = new WeakMap<ManifestSet, ReadonlyMap<string, SecretOrigin>>();

function originsOf(set: ManifestSet): ReadonlyMap<string, SecretOrigin> {
  const known = originsBySet.get(set);
  if (known !== undefined) return known;
  const origins = new Map<string, SecretOrigin>();
  const add = (name: string, origin: SecretOrigin): void => {
    const key = `${origin.object.namespace}\n${name}`;
    if (!origins.has(key)) origins.set(key, origin);
  };
  for (const { kind, field } of fetchers) {
    for (const object of set.ofKind(kind)) {
      add(findTextAt(object.content, ...field) ?? object.name, { kind: "managed", object });
    }
  }
  for (const object of set.ofKind("SecretProviderClass")) {
    for (const made of listAt(object.content, "spec", "secretObjects")) {
      add(findTextAt(made, "secretName") ?? "", { kind: "managed", object });
    }
  }
  for (const object of set.ofKind("SealedSecret")) add(object.name, { kind: "sealed", object });
  for (const object of set.ofKind("Secret")) {
    if (findTextAt(object.content, "type") === "kubernetes.io/service-account-token") continue;
    add(object.name, { kind: isEncryptedByManagedKey(object) ? "encrypted" : "plain", object });
  }
  originsBySet.set(set, origins);
  return origins;
}

/** SOPS writes the keys it used below `sops`. Source: SOPS documentation, "Encryption Protocol". */
function isEncryptedByManagedKey({ content }: ManifestObject): boolean {
  const written = findValue(content, "sops");
  if (!isManifestMap(written)) return false;
  return ["kms", "gcp_kms", "azure_kv", "hc_vault"].some((name) => {
    const keys = written[name];
    return isManifestList(keys) && keys.length > 0;
  });
}

const words = {
  absent: (name: string): Text => ({
    en: `Where the Secret ${name} comes from is not in these files.`,
    ja: `Secret ${name} の作成元は、検査したファイルからは分かりません。`,
  }),
  managed: (name: string, kind: string): Text => ({
    en: `The ${kind} fetches the Secret ${name}.`,
    ja: `Secret ${name} は ${kind} により鍵管理システムから取得されます。`,
  }),
  encrypted: (name: string): Text => ({
    en: `SOPS encrypts the Secret ${name} with a key of a key management system.`,
    ja: `Secret ${name} は SOPS により、鍵管理システムの鍵で暗号化されています。`,
  }),
  sealed: (name: string): Text => ({
    en: `The SealedSecret ${name} is opened by a key that the cluster itself keeps.`,
    ja: `SealedSecret ${name} を復号する鍵は、クラスター内に保存されています。`,
  }),
  plain: (name: string): Text => ({
    en: `The Secret ${name} stands in these files with its values.`,
    ja: `Secret ${name} の値が、検査したファイルに含まれています。`,
  }),
};
