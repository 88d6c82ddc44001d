import { printWord } from "../../formats/shell/word-text.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import type { PackageManagerCall } from "../../semantics/commands/package-managers.ts";
import { type HistoryStep, historySteps } from "../../semantics/image/history-steps.ts";
import { defineImageCheck } from "./define.ts";

/** Managers that keep an index, with the programs that download it. yum and dnf do so by themselves. */
const indexFamilies: ReadonlySet<string> = new Set(["apt", "apk", "zypper", "opkg"]);
const uses: ReadonlySet<string> = new Set(["install", "upgrade", "dist-upgrade", "download"]);

export const packageIndexUpdateAlone = defineImageCheck({
  id: "image/package-index-update-alone",
  aliases: ["docker-bench:4.7", "dockle:CIS-DI-0007"],
  title: {
    en: "Package index updated in a layer of its own",
    ja: "パッケージインデックスの更新だけを行ったレイヤー",
  },
  severity: "medium",
  severityReason: {
    en: "Info where the base image was made with it: only its maker can change that.",
    ja: "ベースイメージの作成時に行われた場合は、作成元でしか変更できないため「情報」です。",
  },
  why: {
    en: "Later builds take the layer from the cache: packages are then installed from an old index, without the security updates since, or are not found at all.",
    ja: "以降のビルドでは、このレイヤーがキャッシュから再利用されます。古いインデックスに基づいてインストールされるため、その後のセキュリティ修正が含まれなかったり、パッケージが見つからなかったりします。",
  },
  remediation: {
    en: "Join both in one RUN: `RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*`.",
    ja: "`RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/*` のように、1 つの RUN にまとめてください。",
  },
  sources: ["CIS Docker Benchmark 1.6.0, 4.7", "Dockle CIS-DI-0007"],
  examples: {
    fail: [
      { history: [{ createdBy: "RUN /bin/sh -c apt-get update # buildkit", isEmptyLayer: false }] },
      {
        history: [
          { createdBy: "/bin/sh -c apk update", isEmptyLayer: false },
          { createdBy: "/bin/sh -c apk add curl", isEmptyLayer: false },
        ],
      },
    ],
    pass: [
      {
        history: [
          { createdBy: "RUN /bin/sh -c apt-get update && apt-get install -y curl # buildkit", isEmptyLayer: false },
        ],
      },
      { history: [{ createdBy: "RUN /bin/sh -c apt-get update; apt-get upgrade -y # buildkit", isEmptyLayer: false }] },
      { history: [{ createdBy: "RUN /bin/sh -c apt-get update && ./install.sh # buildkit", isEmptyLayer: false }] },
      { history: [{ createdBy: "RUN /bin/sh -c dnf -y update # buildkit", isEmptyLayer: false }] },
    ],
  },
  evaluate(image) {
    const alone = historySteps(image).flatMap((step) => updatesAlone(step).map((call) => ({ step, call })));
    return [...Map.groupBy(alone, ({ call }) => titleOf(call))].flatMap(([title, [first, ...others]]) => {
      if (first === undefined) return [];
      const isOfBase = [first, ...others].every(({ step }) => step.isOfBase);
      return [
        {
          message: {
            en: `\`${title}\` is in a layer for which nothing was installed.`,
            ja: `\`${title}\` を実行したレイヤーで、何もインストールされていません。`,
          },
          subject: `command:${title}`,
          ...(isOfBase ? { severity: "info" as const } : {}),
          evidence: [
            { pointer: first.step.pointer, excerpt: title },
            ...others.map(({ step }) => ({ pointer: step.pointer, excerpt: title })),
          ],
        },
      ];
    });
  },
});

function updatesAlone({ packageCalls, calls }: HistoryStep): readonly PackageManagerCall[] {
  const isUpdate = ({ family, action }: PackageManagerCall): boolean =>
    action === "update" && indexFamilies.has(family);
  if (!packageCalls.some(isUpdate)) return [];
  const order = new Map(calls.map((call, at) => [call, at]));
  const orderOf = (call: CommandCall): number => order.get(call) ?? 0;
  const lastUses = new Map<string, number>();
  for (const { call, family, action } of packageCalls) if (uses.has(action)) lastUses.set(family, orderOf(call));
  // A script of the project may install what nobody can see from here.
  const lastScript = calls.findLastIndex(isOwnScript);
  return packageCalls.filter((update) => {
    const at = orderOf(update.call);
    return isUpdate(update) && at > lastScript && at > (lastUses.get(update.family) ?? -1);
  });
}

function isOwnScript({ word, args }: CommandCall): boolean {
  const program = printWord(word);
  return /\.sh$|^\.{1,2}\//.test(program) || args.some(({ text }) => text.endsWith(".sh"));
}

function titleOf({ manager, subcommand }: PackageManagerCall): string {
  return subcommand === undefined ? manager : `${manager} ${subcommand.text}`;
}
