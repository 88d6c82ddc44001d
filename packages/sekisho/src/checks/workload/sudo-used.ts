import { defineContainerCheck } from "../manifest/define.ts";

export const sudoUsed = defineContainerCheck({
  id: "workload/sudo-used",
  aliases: ["kubescape:C-0062"],
  title: { en: "Container is started with sudo", ja: "コンテナの起動に sudo が使用されている" },
  severity: "medium",
  why: {
    en: "sudo needs a setuid program, its rules and root in the container: everything that keeps the process small is given up for its start.",
    ja: "sudo には setuid プログラムとそのルール、コンテナ内の root が必要で、権限を絞る設定が起動のためだけに失われます。",
  },
  remediation: {
    en: "Run the program as the user that it needs (runAsUser), and prepare what takes root when the image is built.",
    ja: "プログラムを必要なユーザー（runAsUser）で実行し、root が必要な準備はイメージのビルド時に行ってください。",
  },
  sources: ["Kubescape C-0062"],
  examples: {
    fail: [
      "spec: { containers: [{ name: app, command: [sudo, /app] }] }",
      'spec: { containers: [{ name: app, command: [sh, -c], args: ["mkdir /x && sudo -u app /app"] }] }',
    ],
    pass: [
      "spec: { containers: [{ name: app, command: [/app, --with, pseudo] }] }",
      'spec: { containers: [{ name: app, command: [sh, -c, "echo nosudo here"] }] }',
    ],
  },
  evaluate({ spec }) {
    return (["command", "args"] as const).flatMap((field) =>
      (spec[field] ?? []).flatMap((word, index) => {
        const isCalled = /(?:^|[;&|(\s])(?:\/usr\/(?:local\/)?bin\/)?sudo(?:$|\s)/.test(word);
        if (!isCalled) return [];
        return [
          {
            message: { en: `${field} runs sudo.`, ja: `${field} で sudo を実行しています。` },
            pointer: `/${field}/${index}`,
          },
        ];
      }),
    );
  },
});
