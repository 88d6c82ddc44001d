import { quote } from "../../model/quote.ts";
import { compareSeverity } from "../../model/severity.ts";
import type { ManifestObject } from "../../semantics/kubernetes/manifest-object.ts";
import { severityOfCredential } from "../../semantics/manifest-secrets/literal-credential.ts";
import {
  type ReadableValue,
  readableLiterals,
  readableValues,
} from "../../semantics/manifest-secrets/secret-values.ts";
import { defineObjectCheck } from "../manifest/define.ts";

/** What Helm writes itself, and what belongs to the start of a cluster. */
const systemTypes = /^(?:helm\.sh\/release|bootstrap\.kubernetes\.io\/token)/;

export const secretInClearText = defineObjectCheck({
  id: "secret-object/secret-in-clear-text",
  aliases: [],
  kinds: ["Secret", "Kustomization.kustomize.config.k8s.io"],
  findingKind: "secret",
  title: { en: "Secret in clear text in a file", ja: "ファイルに平文で書かれた Secret" },
  severity: "high",
  severityReason: {
    en: "Critical where the form alone proves a real credential, high for random values, medium for plain ones, low for default passwords.",
    ja: "形式から実在の認証情報と判断できる場合は「緊急」、不規則な値は「高」、単純な値は「中」、初期パスワードは「低」です。",
  },
  why: {
    en: "base64 is no encryption: everybody who can read the repository can read the values, also those of old versions.",
    ja: "base64 は暗号化ではありません。リポジトリを読める者なら、過去のバージョンも含めて値を参照できます。",
  },
  remediation: {
    en: "Change the secrets. Keep them in a secret store (External Secrets), or encrypt the file: Sealed Secrets, SOPS.",
    ja: "値を変更したうえで、シークレット管理システム（External Secrets など）に保管するか、Sealed Secrets や SOPS でファイルを暗号化してください。",
  },
  sources: ["Kubernetes documentation, Good practices for Kubernetes Secrets", "NIST SP 800-190, 3.1.4"],
  examples: {
    fail: [
      "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\ndata: { password: dGFuZ2VyaW5l }",
      "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\nstringData: { password: tangerine }",
      "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\nsops: { version: 3.9.0 }\ndata: { password: dGFuZ2VyaW5l }",
      "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nsecretGenerator: [{ name: db, literals: [password=tangerine] }]",
    ],
    pass: [
      "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\ndata: { password: '' }",
      "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\nsops: { version: 3.9.0 }\ndata: { password: 'ENC[AES256_GCM,data:p8Q=,iv:x,tag:y,type:str]' }",
      "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\ndata: { KEY: TUFkWD1iuKs=.T1VU.RFVE }",
      "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: db }\nspec: { encryptedData: { password: AgBy3i4OJSWK } }",
      "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\nstringData: { password: '${DB_PASSWORD}', other: '<path:kv/data/db#password>' }",
      "apiVersion: v1\nkind: Secret\nmetadata: { name: db }\ndata: { username: c2hvcA==, ca.crt: Y2E= }",
    ],
  },
  evaluate(object, { set: { isWhole } }) {
    const { type } = object.content;
    // In a cluster every Secret holds values; what matters there is who may read them.
    if (isWhole || (typeof type === "string" && systemTypes.test(type))) return [];
    return judge(object, object.kind === "Secret" ? readableValues(object) : readableLiterals(object));
  },
});

function judge({ kind }: ManifestObject, values: readonly ReadableValue[]) {
  const [first, ...others] = values;
  const severity = values.map((value) => severityOfCredential(value)).toSorted(compareSeverity)[0];
  if (first === undefined || severity === undefined) return [];
  const keys = quote(values.map(({ key }) => key).join(", "));
  const how = kind === "Secret" ? { en: "", ja: "" } : { en: " of the generated Secret", ja: "（生成される Secret）" };
  return [
    {
      message: {
        en: `Anybody who reads this file can read ${keys}${how.en}.`,
        ja: `このファイルを読める者は誰でも ${keys}${how.ja} の値を参照できます。`,
      },
      pointer: first.pointer,
      also: others.map(({ pointer }) => pointer),
      severity,
    },
  ];
}
