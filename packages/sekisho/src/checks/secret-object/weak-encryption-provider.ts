import type { Text } from "../../model/text.ts";
import { findTextAt } from "../../semantics/kubernetes/manifest-value.ts";
import {
  type EncryptionProvider,
  encryptionKinds,
  encryptionRules,
} from "../../semantics/manifest-secrets/encryption-configuration.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const weakEncryptionProvider = defineObjectCheck({
  id: "secret-object/weak-encryption-provider",
  aliases: [],
  kinds: encryptionKinds,
  title: {
    en: "Encryption at rest without a key management system, or weak",
    ja: "鍵管理システムを使用しない、または脆弱な保存時の暗号化",
  },
  severity: "medium",
  severityReason: {
    en: "Low for secretbox, whose cipher is strong: only its key lies on the same machine.",
    ja: "secretbox は暗号自体が強固で、鍵が同じマシンに置かれる点だけが問題のため「低」です。",
  },
  why: {
    en: "A key in a file lies beside what it protects. aescbc is open to padding attacks, aesgcm is unsafe without a new key every 200,000 writes, and KMS v1 is no longer served by default.",
    ja: "ファイル内の鍵は、保護対象と同じ場所に置かれます。aescbc はパディングオラクル攻撃に弱く、aesgcm は 20 万回の書き込みごとに鍵の更新が必要で、KMS v1 は既定で無効です。",
  },
  remediation: { en: "Use kms with apiVersion: v2.", ja: "apiVersion: v2 の kms を使用してください。" },
  sources: ["Kubernetes documentation, Encrypting Confidential Data at Rest: Available providers"],
  examples: {
    fail: [
      "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{ resources: [secrets], providers: [{ aescbc: { keys: [] } }, { identity: {} }] }]",
      "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{ resources: [secrets], providers: [{ kms: { name: k, endpoint: unix:///k.sock } }] }]",
      "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{ resources: [secrets], providers: [{ secretbox: { keys: [] } }] }]",
    ],
    pass: [
      "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{ resources: [secrets], providers: [{ kms: { apiVersion: v2, name: k, endpoint: unix:///k.sock } }, { aescbc: { keys: [] } }] }]",
      "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{ resources: [secrets], providers: [{ identity: {} }] }]",
    ],
  },
  evaluate(object) {
    return encryptionRules(object).flatMap(({ providers: [first], pointer }) => {
      // Providers behind the first only read what was written before.
      const message = first === undefined ? undefined : weaknessOf(first);
      if (first === undefined || message === undefined) return [];
      const isStrong = first.name === "secretbox";
      return [{ message, pointer: first.pointer, detail: pointer, ...(isStrong ? { severity: "low" as const } : {}) }];
    });
  },
});

function weaknessOf({ name, settings }: EncryptionProvider): Text | undefined {
  switch (name) {
    case "kms":
      if (findTextAt(settings, "apiVersion") === "v2") return undefined;
      return {
        en: "KMS v1 is not served by default since Kubernetes 1.29.",
        ja: "KMS v1 は Kubernetes 1.29 から既定で無効です。",
      };
    case "aescbc":
      return {
        en: "aescbc is open to padding attacks, and its key is in this file.",
        ja: "aescbc はパディングオラクル攻撃に弱く、鍵もこのファイルに含まれます。",
      };
    case "aesgcm":
      return {
        en: "aesgcm needs a new key every 200,000 writes, and its key is in this file.",
        ja: "aesgcm は 20 万回の書き込みごとに鍵の更新が必要で、鍵もこのファイルに含まれます。",
      };
    case "secretbox":
      return { en: "The key of secretbox is in this file.", ja: "secretbox の鍵がこのファイルに含まれます。" };
    default:
      return undefined;
  }
}
