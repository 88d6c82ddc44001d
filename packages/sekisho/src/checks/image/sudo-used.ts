import { historySteps } from "../../semantics/image/history-steps.ts";
import { defineImageCheck } from "./define.ts";

export const sudoUsed = defineImageCheck({
  id: "image/sudo-used",
  aliases: ["dockle:DKL-DI-0001"],
  title: { en: "sudo used when the image was made", ja: "イメージの作成時に使用された sudo" },
  severity: "medium",
  severityReason: {
    en: "Info where the base image was made with it: only its maker can change that.",
    ja: "ベースイメージの作成時に使われた場合は、作成元でしか変更できないため「情報」です。",
  },
  why: {
    en: "The image keeps a setuid program and rules that grant root, and anyone who can run commands in the container can use them.",
    ja: "root 権限を渡す setuid プログラムとその設定がイメージに残り、コンテナ内でコマンドを実行できる者なら誰でも利用できます。",
  },
  remediation: {
    en: "Delete sudo, run what needs root while USER is root, and write `USER 10001` afterwards.",
    ja: "sudo を削除し、root が必要な処理は USER が root のうちに実行して、その後に `USER 10001` と記述してください。",
  },
  sources: ["Docker documentation, Building best practices: USER", "Dockle DKL-DI-0001"],
  examples: {
    fail: [
      { history: [{ createdBy: "RUN /bin/sh -c sudo make install # buildkit", isEmptyLayer: false }] },
      { history: [{ createdBy: "/bin/sh -c cd /src && sudo -E make", isEmptyLayer: false }] },
      { history: [{ createdBy: "RUN |1 A=b c /bin/bash -o pipefail -c sudo id # buildkit", isEmptyLayer: false }] },
    ],
    pass: [
      { history: [{ createdBy: "RUN /bin/sh -c apt-get install -y sudo # buildkit", isEmptyLayer: false }] },
      { history: [{ createdBy: "RUN /bin/sh -c echo 'a ALL=(ALL) ALL' > /etc/sudoers.d/sudo", isEmptyLayer: false }] },
      { history: [{ createdBy: '/bin/sh -c #(nop)  CMD ["sudo", "id"]', isEmptyLayer: true }] },
    ],
  },
  evaluate(image) {
    const using = historySteps(image).filter(({ calls }) =>
      calls.some(({ name, wrappers }) => name === "sudo" || wrappers.includes("sudo")),
    );
    const [first, ...others] = using;
    if (first === undefined) return [];
    return [
      {
        message: {
          en: `${using.length} steps of the image's history run commands with sudo.`,
          ja: `イメージの履歴のうち ${using.length} か所で、sudo によりコマンドを実行しています。`,
        },
        subject: "command:sudo",
        ...(using.every(({ isOfBase }) => isOfBase) ? { severity: "info" as const } : {}),
        evidence: [{ pointer: first.pointer }, ...others.map(({ pointer }) => ({ pointer }))],
      },
    ];
  },
});
