import {
  encryptionKinds,
  encryptionRules,
  ruleOfSecrets,
} from "../../semantics/manifest-secrets/encryption-configuration.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const unencryptedStorage = defineObjectCheck({
  id: "secret-object/unencrypted-storage",
  aliases: [],
  kinds: encryptionKinds,
  title: { en: "Secrets are stored unencrypted in etcd", ja: "etcd に暗号化されずに保存される Secret" },
  severity: "high",
  why: {
    en: "Whoever gets at etcd, its disk or a backup reads every Secret of the cluster.",
    ja: "etcd やそのディスク、バックアップを入手した者は、クラスターのすべての Secret を参照できます。",
  },
  remediation: {
    en: "Put a kms provider (v2) first for secrets and identity last, then write all Secrets anew.",
    ja: "secrets に対して kms（v2）を先頭、identity を末尾に指定し、すべての Secret を書き直してください。",
  },
  sources: [
    "Kubernetes documentation, Encrypting Confidential Data at Rest",
    "CIS Kubernetes Benchmark 1.12.0, 1.2.28",
  ],
  examples: {
    fail: [
      "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{ resources: [secrets], providers: [{ identity: {} }, { kms: { name: k } }] }]",
      "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{ resources: [configmaps], providers: [{ kms: { name: k } }] }]",
      "apiVersion: v1\nkind: EncryptionConfig\nresources: [{ resources: [secrets], providers: [{ identity: {} }] }]",
    ],
    pass: [
      "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{ resources: [secrets], providers: [{ kms: { name: k } }, { identity: {} }] }]",
      "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{ resources: ['*.'], providers: [{ secretbox: { keys: [] } }] }]",
    ],
  },
  evaluate(object) {
    const rule = ruleOfSecrets(encryptionRules(object));
    if (rule === undefined) {
      return [
        {
          message: { en: "No rule names secrets.", ja: "secrets を対象とする設定がありません。" },
          pointer: "/resources",
        },
      ];
    }
    const [first] = rule.providers;
    if (first !== undefined && first.name !== "identity") return [];
    return [
      {
        message: {
          en: "The first provider for secrets is identity, which encrypts nothing.",
          ja: "secrets に対する先頭のプロバイダーが identity のため、暗号化されません。",
        },
        pointer: first?.pointer ?? rule.pointer,
      },
    ];
  },
});
