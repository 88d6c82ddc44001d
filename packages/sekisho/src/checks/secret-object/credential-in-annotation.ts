import { quote } from "../../model/quote.ts";
import { pointerPart, textMapAt } from "../../semantics/kubernetes/manifest-value.ts";
import {
  findLiteralCredential,
  type LiteralCredential,
  severityOfCredential,
} from "../../semantics/manifest-secrets/literal-credential.ts";
import { credentialMessage, findCredentialInText } from "../../semantics/manifest-secrets/text-credentials.ts";
import { defineObjectCheck } from "../manifest/define.ts";

const lastApplied = "kubectl.kubernetes.io/last-applied-configuration";
const places = [
  ["metadata", "annotations"],
  ["spec", "template", "metadata", "annotations"],
] as const;

export const credentialInAnnotation = defineObjectCheck({
  id: "secret-object/credential-in-annotation",
  aliases: [],
  findingKind: "secret",
  title: { en: "Credential in an annotation", ja: "アノテーションに含まれる認証情報" },
  severity: "high",
  severityReason: {
    en: "As for credentials in variables: critical where the form alone proves it, low for a default password.",
    ja: "環境変数の場合と同様に、形式から判断できる場合は「緊急」、初期パスワードは「低」です。",
  },
  why: {
    en: "Annotations are shown by every tool that lists objects, and are copied into events, logs and dashboards.",
    ja: "アノテーションはオブジェクトを一覧するあらゆるツールに表示され、イベントやログにも複製されます。",
  },
  remediation: {
    en: "Revoke the credential and delete the annotation; refer to a Secret instead.",
    ja: "認証情報を失効させてアノテーションを削除し、Secret を参照してください。",
  },
  sources: ["Kubernetes documentation, Annotations", "NIST SP 800-190, 3.1.4"],
  examples: {
    fail: [
      `apiVersion: v1\nkind: Service\nmetadata: { name: web, annotations: { example.com/token: ${"glpat-"}${"Zx8kQ2mX7vB4nC6dF1gH"} } }`,
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\n  annotations:\n    ${lastApplied}: |\n      {"apiVersion":"v1","data":{"password":"dGFuZ2VyaW5l"},"kind":"Secret"}`,
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { template: { metadata: { annotations: { example.com/db-password: tangerine } }, spec: { containers: [] } } }",
    ],
    pass: [
      "apiVersion: v1\nkind: Service\nmetadata: { name: web, annotations: { nginx.ingress.kubernetes.io/auth-secret: web-users, example.com/token-ttl: 30m } }",
      "apiVersion: v1\nkind: Pod\nmetadata: { name: web, annotations: { vault.hashicorp.com/agent-inject-secret-token: secret/data/web } }\nspec: { containers: [] }",
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: web\n  annotations:\n    ${lastApplied}: |\n      {"apiVersion":"v1","data":{},"kind":"Secret"}`,
    ],
  },
  isAbout: ({ objects }) =>
    objects.some(({ content }) => places.some((place) => Object.keys(textMapAt(content, ...place)).length > 0)),
  evaluate({ kind, content }) {
    return places.flatMap((place) =>
      Object.entries(textMapAt(content, ...place)).flatMap(([key, value]) => {
        const credential = key === lastApplied && kind === "Secret" ? findInCopy(value) : findIn(key, value);
        if (credential === undefined) return [];
        const shown = quote(key);
        return [
          {
            message: credentialMessage({ en: `The annotation ${shown}`, ja: `アノテーション ${shown} ` }, credential),
            pointer: `/${place.join("/")}${pointerPart(key)}`,
            detail: `annotation:${key}`,
            severity: severityOfCredential(credential),
          },
        ];
      }),
    );
  },
});

/** Annotations name secrets far more often than they hold them, so that a plain value needs a name that says password. */
function findIn(key: string, value: string): LiteralCredential | undefined {
  const name = key.slice(key.lastIndexOf("/") + 1);
  const named = findLiteralCredential(name, value);
  const isSure = named !== undefined && (named.strength === "format" || /passw|passphrase/i.test(name));
  if (isSure) return named;
  const found = findCredentialInText(value);
  return found?.strength === "format" ? found : undefined;
}

/** kubectl keeps a copy of a Secret with all its values in this annotation. */
function findInCopy(value: string): LiteralCredential | undefined {
  return hasValues(value) ? { strength: "plain", kind: undefined, isForTests: false } : undefined;
}

function hasValues(copy: string): boolean {
  try {
    const parsed: unknown = JSON.parse(copy);
    return [dataOf(parsed, "data"), dataOf(parsed, "stringData")].flat().some((held) => held !== "" && held !== null);
  } catch {
    // What is no JSON is no copy.
    return false;
  }
}

function dataOf(copy: unknown, field: string): readonly unknown[] {
  const values: unknown = typeof copy === "object" && copy !== null ? Reflect.get(copy, field) : undefined;
  return typeof values === "object" && values !== null ? Object.values(values) : [];
}
