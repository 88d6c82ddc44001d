import { historySteps } from "../../semantics/image/history-steps.ts";
import { defineImageCheck } from "./define.ts";

const systemFamilies: ReadonlySet<string> = new Set(["apt", "yum", "zypper"]);

export const distributionUpgraded = defineImageCheck({
  id: "image/distribution-upgraded",
  aliases: ["dockle:DKL-DI-0003"],
  title: {
    en: "Distribution upgraded when the image was made",
    ja: "イメージの作成時に行われたディストリビューションの更新",
  },
  severity: "low",
  severityReason: {
    en: "Info where the base image was made with it: only its maker can change that.",
    ja: "ベースイメージの作成時に行われた場合は、作成元でしか変更できないため「情報」です。",
  },
  why: {
    en: "The command removes and adds packages as it sees fit, and may go over to the next release: what the base image was tested with is no longer there.",
    ja: "このコマンドは、必要に応じてパッケージを削除、追加し、次のリリースに移行することもあります。ベースイメージの動作確認時の構成が保たれません。",
  },
  remediation: {
    en: "Build on a current base image instead. For single updates name the packages: `apt-get install --only-upgrade NAME`.",
    ja: "新しいベースイメージを使用してください。個別に更新する場合は、`apt-get install --only-upgrade NAME` のようにパッケージを指定します。",
  },
  sources: ["Docker documentation, Building best practices: apt-get", "Dockle DKL-DI-0003"],
  examples: {
    fail: [
      {
        history: [
          { createdBy: "RUN /bin/sh -c apt-get update && apt-get -y dist-upgrade # buildkit", isEmptyLayer: false },
        ],
      },
      { history: [{ createdBy: "/bin/sh -c zypper --non-interactive dup", isEmptyLayer: false }] },
    ],
    pass: [
      {
        history: [{ createdBy: "RUN /bin/sh -c apt-get update && apt-get -y upgrade # buildkit", isEmptyLayer: false }],
      },
      { history: [{ createdBy: "RUN /bin/sh -c echo apt-get dist-upgrade # buildkit", isEmptyLayer: false }] },
    ],
  },
  evaluate(image) {
    return historySteps(image).flatMap(({ pointer, packageCalls, isOfBase }) => {
      const call = packageCalls.find(({ family, action }) => action === "dist-upgrade" && systemFamilies.has(family));
      if (call === undefined) return [];
      const title = `${call.manager} ${call.subcommand?.text ?? ""}`.trim();
      return [
        {
          message: {
            en: `\`${title}\` may have removed packages and installed new ones.`,
            ja: `\`${title}\` により、パッケージが削除または追加された可能性があります。`,
          },
          subject: `command:${title}`,
          ...(isOfBase ? { severity: "info" as const } : {}),
          evidence: [{ pointer, excerpt: title }] as const,
        },
      ];
    });
  },
});
