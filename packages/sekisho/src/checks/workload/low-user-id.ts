import { defineContainerCheck } from "../manifest/define.ts";

export const lowUserId = defineContainerCheck({
  id: "workload/low-user-id",
  aliases: [
    "checkov:CKV_K8S_40",
    "kube-score:container-security-context-user-group-id",
    "trivy:KSV-0020",
    "trivy:KSV-0021",
  ],
  title: {
    en: "Container uses a user or group number that the node may use too",
    ja: "ノードのユーザーと重複しうる小さい UID または GID を使用している",
  },
  severity: "low",
  why: {
    en: "A number below the limit may be an account of the node: on a shared volume or after an escape the process has that account's files.",
    ja: "小さい番号はノードのアカウントと重複することがあります。共有ボリューム上や、コンテナエスケープ後に、そのアカウントのファイルへアクセスできます。",
  },
  remediation: {
    en: "Set runAsUser and runAsGroup to numbers above 10000.",
    ja: "runAsUser と runAsGroup には 10000 より大きい番号を指定してください。",
  },
  sources: ["kube-score: container-security-context-user-group-id", "Trivy KSV-0020, KSV-0021"],
  isOptional: true,
  parameters: {
    above: {
      type: "integer",
      default: 10000,
      description: { en: "The greatest number that is refused.", ja: "拒否する番号の上限。" },
    },
  },
  examples: {
    fail: [
      "spec: { containers: [{ name: app, securityContext: { runAsUser: 1000, runAsGroup: 20000 } }] }",
      "spec: { containers: [{ name: app }] }",
    ],
    pass: [
      "spec: { securityContext: { runAsUser: 10001, runAsGroup: 10001 }, containers: [{ name: app }] }",
      "spec: { os: { name: windows }, containers: [{ name: app }] }",
    ],
  },
  evaluate({ template, effective }, { parameters }) {
    if (template.system === "windows") return [];
    return (["runAsUser", "runAsGroup"] as const).flatMap((field) => {
      const value = effective[field]?.value;
      if (value !== undefined && value > parameters.above) return [];
      const got =
        value === undefined ? { en: "is not set", ja: "が未設定です" } : { en: `is ${value}`, ja: `が ${value} です` };
      return [
        {
          message: {
            en: `${field} ${got.en}; expected more than ${parameters.above}.`,
            ja: `${field} ${got.ja}（${parameters.above} より大きい番号が必要です）。`,
          },
          pointer: `/securityContext/${field}`,
          detail: `field:${field}`,
        },
      ];
    });
  },
});
