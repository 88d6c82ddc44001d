import { findConfigurationSecrets } from "../../semantics/secret-patterns/configuration-secrets.ts";
import { isPlaceholder } from "../../semantics/secret-patterns/placeholders.ts";
import { meaningOfName } from "../../semantics/secret-patterns/secret-names.ts";
import { defineImageCheck } from "./define.ts";

export const secretInVariable = defineImageCheck({
  id: "image/secret-in-variable",
  aliases: ["dockle:CIS-DI-0010"],
  title: { en: "Variable whose name says secret", ja: "名前から秘密情報とみられる環境変数" },
  severity: "medium",
  severityReason: {
    en: "Low for an empty value or a placeholder. A value that looks like a credential is reported as the secret that it is, by its own rule.",
    ja: "空の値や仮の値の場合は「低」です。値自体が認証情報とみられる場合は、その種類のシークレットのルールで報告します。",
  },
  why: {
    en: "Values of ENV stay in the image's configuration. Anyone who can pull the image can read them, every container has them, and crash reports and debug pages show them.",
    ja: "ENV の値はイメージの設定に残り、イメージを取得できる者なら誰でも読み取れます。すべてのコンテナに引き継がれ、障害レポートやデバッグ画面にも現れます。",
  },
  remediation: {
    en: "Delete the variable from the Dockerfile. Pass the value when the container starts, from the orchestrator's secret store, as a file rather than as a variable.",
    ja: "Dockerfile から変数を削除してください。値は、オーケストレーターのシークレット管理機能から、起動時に（できれば変数ではなくファイルとして）渡します。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.10", "NIST SP 800-190, 3.1.4", "Dockle CIS-DI-0010"],
  findingKind: "secret",
  examples: {
    fail: [
      { configuration: { environment: ["PATH=/usr/bin", "DB_PASSWORD=correct horse"] } },
      { configuration: { environment: ["MY_SECRET="] } },
      { configuration: { environment: ["API_TOKEN=changeme"] } },
    ],
    pass: [
      { configuration: { environment: ["PATH=/usr/bin", "DB_PASSWORD_FILE=/run/secrets/db"] } },
      { configuration: { environment: ["GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D"] } },
      { configuration: { environment: ["PUBLIC_KEY=abc", "TOKENIZERS_PARALLELISM=false"] } },
    ],
  },
  evaluate({ inventory }) {
    const configuration = inventory.image?.configuration;
    if (configuration === undefined) return [];
    const found = findConfigurationSecrets({ ...configuration, labels: {} }, []);
    const reported = new Set(found.map(({ pointer }) => pointer));
    return configuration.environment.flatMap((assignment, index) => {
      const equals = assignment.indexOf("=");
      const name = equals === -1 ? assignment : assignment.slice(0, equals);
      const value = equals === -1 ? "" : assignment.slice(equals + 1);
      const pointer = `/config/Env/${index}`;
      if (reported.has(pointer) || meaningOfName(name) !== "secret" || isPublic(name, value)) return [];
      return [
        {
          message: {
            en: `The name ${name} suggests a secret, and its value is in the image.`,
            ja: `${name} は、名前から秘密情報とみられます。値はイメージに含まれています。`,
          },
          subject: `variable:${name}`,
          severity: isPlaceholder(value) ? ("low" as const) : ("medium" as const),
          evidence: [{ pointer, excerpt: `${name}=${value === "" ? "" : "****"}` }],
        },
      ];
    });
  },
});

/** Fingerprints of keys that check signatures are public, and so are paths, numbers and switches. */
function isPublic(name: string, value: string): boolean {
  if (/gpg|pgp|sign|fingerprint/i.test(name) && /^[0-9a-fx\s]+$/i.test(value)) return true;
  return /^(?:\.{0,2}\/|\d{1,5}$|(?:true|false|yes|no|on|off)$)/i.test(value);
}
