import { quote } from "../../model/quote.ts";
import { findTextAt, listAt } from "../../semantics/kubernetes/manifest-value.ts";
import { encryptionKinds, encryptionRules } from "../../semantics/manifest-secrets/encryption-configuration.ts";
import { isSecretReference } from "../../semantics/manifest-secrets/literal-credential.ts";
import { defineObjectCheck } from "../manifest/define.ts";

export const encryptionKeyInFile = defineObjectCheck({
  id: "secret-object/encryption-key-in-file",
  aliases: [],
  kinds: encryptionKinds,
  findingKind: "secret",
  title: { en: "Key of the encryption at rest in clear text", ja: "平文で書かれた保存時の暗号化の鍵" },
  severity: "high",
  why: {
    en: "With this key everybody who gets a backup of etcd can decrypt all Secrets of the cluster.",
    ja: "この鍵があれば、etcd のバックアップからクラスターのすべての Secret を復号できます。",
  },
  remediation: {
    en: "Make a new key and write all Secrets anew. Keep it in a key management system, and the file out of the repository.",
    ja: "新しい鍵ですべての Secret を書き直してください。鍵は鍵管理システムに保管し、このファイルはリポジトリに置かないようにします。",
  },
  sources: ["Kubernetes documentation, Encrypting Confidential Data at Rest"],
  examples: {
    fail: [
      `apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{ resources: [secrets], providers: [{ aescbc: { keys: [{ name: key1, secret: ${"c2VjcmV0IGlzIHNl"}${"Y3VyZSwgb3IgaXMgaXQ/"} }] } }] }]`,
      `apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{ resources: [secrets], providers: [{ identity: {} }, { secretbox: { keys: [{ name: key1, secret: ${"YWJjZGVmZ2hpamts"}${"bW5vcHFyc3R1dnd4"} }] } }] }]`,
    ],
    pass: [
      "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{ resources: [secrets], providers: [{ kms: { apiVersion: v2, name: k } }] }]",
      "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{ resources: [secrets], providers: [{ aescbc: { keys: [{ name: key1, secret: '${KEY}' }, { name: key2, secret: <BASE 64 ENCODED SECRET> }] } }] }]",
    ],
  },
  evaluate(object) {
    return encryptionRules(object).flatMap(({ providers }) =>
      providers.flatMap(({ settings, pointer }) =>
        listAt(settings, "keys").flatMap((key, index) => {
          const secret = findTextAt(key, "secret") ?? "";
          if (secret === "" || isSecretReference(secret)) return [];
          const name = findTextAt(key, "name") ?? String(index);
          return [
            {
              message: { en: `The key ${quote(name)} stands here.`, ja: `鍵 ${quote(name)} が記述されています。` },
              pointer: `${pointer}/keys/${index}/secret`,
              detail: `key:${name}`,
            },
          ];
        }),
      ),
    );
  },
});
