import { defineContainerCheck } from "../manifest/define.ts";

export const sshServer = defineContainerCheck({
  id: "workload/ssh-server",
  aliases: ["kube-linter:ssh-port", "kubescape:C-0042"],
  title: { en: "Container offers SSH", ja: "コンテナで SSH サーバーが動作する" },
  severity: "low",
  why: {
    en: "A second way in with its own keys and passwords, past the API server, its permissions and its audit log.",
    ja: "API サーバーの権限管理や監査ログを経由しない、独自の鍵とパスワードによる侵入経路になります。",
  },
  remediation: {
    en: "Remove the SSH server; use kubectl exec or an ephemeral container for debugging.",
    ja: "SSH サーバーを取り除き、調査には kubectl exec や一時コンテナを使用してください。",
  },
  sources: ["Kubescape C-0042", "MITRE ATT&CK T1021.004"],
  examples: {
    fail: [
      "spec: { containers: [{ name: app, ports: [{ containerPort: 22 }] }] }",
      "spec: { containers: [{ name: app, command: [/usr/sbin/sshd, -D] }] }",
    ],
    pass: [
      "spec: { containers: [{ name: app, ports: [{ containerPort: 2200 }] }] }",
      "spec: { containers: [{ name: app, ports: [{ containerPort: 22, protocol: UDP }], command: [/app, --log-sshd-attempts] }] }",
    ],
  },
  evaluate({ spec }) {
    const ports = (spec.ports ?? []).flatMap(({ value }, index) =>
      value.containerPort === 22 && (value.protocol ?? "TCP") === "TCP"
        ? [
            {
              message: { en: "containerPort is 22.", ja: "containerPort が 22 です。" },
              pointer: `/ports/${index}/containerPort`,
            },
          ]
        : [],
    );
    const started = (["command", "args"] as const).flatMap((field) =>
      (spec[field] ?? []).flatMap((word, index) =>
        /(?:^|[;&|(\s/])sshd(?:$|[;&|)\s])/.test(word)
          ? [
              {
                message: { en: `${field} starts sshd.`, ja: `${field} で sshd を起動しています。` },
                pointer: `/${field}/${index}`,
              },
            ]
          : [],
      ),
    );
    return [...ports, ...started];
  },
});
