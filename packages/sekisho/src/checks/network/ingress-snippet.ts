import { quote } from "../../model/quote.ts";
import { pointerPart, textMapAt } from "../../semantics/kubernetes/manifest-value.ts";
import { defineObjectCheck, type ManifestViolation } from "../manifest/define.ts";

const ingress = (annotation: string, value: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\n  annotations:\n    ${annotation}: |\n      ${value}\nspec: {}\n`;

/** Domains of the controllers that copy annotations into their proxy's configuration. */
const domains: ReadonlySet<string> = new Set(["nginx.ingress.kubernetes.io", "nginx.org", "nginx.com"]);

/** Directives that run code, read files or send requests elsewhere. */
const powerful = /\b(?:\w{1,40}_by_lua(?:_block|_file)?|alias|root|load_module|perl_set|js_import|js_content)\b/;

/** More of a snippet than any proxy takes is not looked through. */
const maxLength = 100_000;

export const ingressSnippet = defineObjectCheck({
  id: "network/ingress-snippet",
  aliases: ["checkov:CKV_K8S_152", "checkov:CKV_K8S_153", "checkov:CKV_K8S_154"],
  title: {
    en: "Ingress annotation writes into the proxy's configuration",
    ja: "Ingress のアノテーションがプロキシの設定に書き込まれる",
  },
  severity: "medium",
  severityReason: {
    en: "High where the text runs code in the proxy or serves its files: the proxy's token reads Secrets of all namespaces.",
    ja: "プロキシ内でコードを実行する、またはプロキシのファイルを配信する記述がある場合は「高」です。プロキシのトークンで全名前空間の Secret を参照できるためです。",
  },
  why: {
    en: "The controller copies the text into the configuration that all Ingresses share. Whoever may write an Ingress decides what the proxy of every other service does, and may get at the controller's token (CVE-2021-25742).",
    ja: "このテキストは、すべての Ingress が共有する設定にそのまま書き込まれます。Ingress を作成できる者が、ほかのサービスのプロキシの動作を変更したり、コントローラーのトークンを取得したりできます（CVE-2021-25742）。",
  },
  remediation: {
    en: 'Use the annotation for the single setting instead, and set allow-snippet-annotations: "false" in the controller\'s ConfigMap.',
    ja: '目的の設定に対応する個別のアノテーションを使用し、コントローラーの ConfigMap で allow-snippet-annotations: "false" を設定してください。',
  },
  sources: [
    "Kubernetes security announcement, CVE-2021-25742",
    "ingress-nginx documentation, Annotations: Configuration snippet",
    "F5 NGINX Ingress Controller documentation, Advanced configuration with snippets",
  ],
  examples: {
    fail: [
      ingress("nginx.ingress.kubernetes.io/configuration-snippet", "more_set_headers 'A: b';"),
      ingress("nginx.ingress.kubernetes.io/server-snippet", "location /x { alias /etc/; }"),
      ingress("nginx.ingress.kubernetes.io/auth-snippet", `content_by_lua 'os.execute("id")';`),
      ingress("nginx.org/location-snippets", "add_header A b;"),
    ],
    pass: [
      ingress("nginx.ingress.kubernetes.io/proxy-body-size", "8m"),
      ingress("nginx.ingress.kubernetes.io/configuration-snippet", ""),
      ingress("example.com/server-snippet", "alias /etc/;"),
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec: {}\n",
    ],
  },
  kinds: ["Ingress.networking.k8s.io", "Ingress.extensions"],
  evaluate({ content }) {
    const annotations = Object.entries(textMapAt(content, "metadata", "annotations"));
    return annotations.filter(([name, value]) => isSnippet(name) && value.trim() !== "").map(toViolation);
  },
});

function isSnippet(name: string): boolean {
  const slash = name.indexOf("/");
  return domains.has(name.slice(0, Math.max(0, slash))) && /-snippets?$/.test(name);
}

function toViolation([name, value]: readonly [name: string, value: string]): ManifestViolation {
  const directive = powerful.exec(value.slice(0, maxLength))?.[0];
  const pointer = `/metadata/annotations${pointerPart(name)}`;
  if (directive === undefined) {
    const message = {
      en: `${quote(name)} is copied into the proxy's configuration.`,
      ja: `${quote(name)} の内容がプロキシの設定に書き込まれます。`,
    };
    return { message, pointer, detail: name };
  }
  return {
    message: {
      en: `${quote(name)} puts ${directive} into the proxy's configuration.`,
      ja: `${quote(name)} によって ${directive} がプロキシの設定に書き込まれます。`,
    },
    pointer,
    detail: name,
    severity: "high",
  };
}
