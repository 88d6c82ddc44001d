import { findDataProblems } from "../../semantics/kubernetes/object-data.ts";
import { isEncryptedOrReference } from "../../semantics/manifest-secrets/secret-values.ts";
import { defineObjectCheck } from "./define.ts";

export const invalidData = defineObjectCheck({
  id: "manifest/invalid-data",
  aliases: [],
  kinds: ["Secret", "ConfigMap"],
  title: { en: "Data that Kubernetes refuses", ja: "使用できない Secret または ConfigMap のデータ" },
  severity: "medium",
  why: {
    en: "The API server refuses the object: pods that need it do not start, or go on with the old values.",
    ja: "API サーバーがオブジェクトを拒否します。参照する Pod は起動しないか、古い値のまま動作します。",
  },
  remediation: {
    en: "Quote numbers and truth values. Under data of a Secret and binaryData of a ConfigMap, write base64; plain texts of a Secret belong under stringData.",
    ja: "数値や真偽値は引用符で囲んでください。Secret の data と ConfigMap の binaryData には base64 を記述し、Secret に通常の文字列を書く場合は stringData を使用してください。",
  },
  sources: ["Kubernetes API reference, Secret v1, ConfigMap v1"],
  examples: {
    fail: [
      "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\ndata: { password: tangerine }",
      "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\nstringData: { pin: 12345678 }",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { PORT: 8080 }",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { conf/web.ini: a }",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { logo: a }\nbinaryData: { logo: YQ== }",
    ],
    pass: [
      "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\ndata: { password: dGFuZ2VyaW5l, empty: '' }\nstringData: { pin: '12345678' }",
      "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\nsops: { version: 3.9.0 }\ndata: { password: 'ENC[AES256_GCM,data:p8Q=,iv:x,tag:y,type:str]' }",
      "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\ndata: { password: '${DB_PASSWORD}', other: '<path:kv/data/db#password>' }",
      "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: web }\ndata: { PORT: '8080', web.ini: a }\nbinaryData: { logo: YQ== }",
    ],
  },
  evaluate({ kind, content }) {
    return findDataProblems(kind, content, isEncryptedOrReference).map(({ pointer, message, meant }) => ({
      message,
      pointer,
      detail: `field:${pointer}`,
      // How a number was written (`0022`, `1.10`) is lost.
      ...(meant === undefined
        ? {}
        : { fix: { safety: "proposal", changes: [{ set: pointer, value: meant }] } as const }),
    }));
  },
});
