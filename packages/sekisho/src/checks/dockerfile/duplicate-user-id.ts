import { rangeOf } from "../../semantics/stages/scripts.ts";
import { type CreatedAccount, createdAccounts, stageChain } from "../../semantics/users/created-users.ts";
import { defineDockerfileCheck } from "./define.ts";

/** Accounts of one number that are kept for comparison; more of them only repeat the message. */
const maxSharing = 100;

export const duplicateUserId = defineDockerfileCheck({
  id: "dockerfile/duplicate-user-id",
  aliases: ["dockle:DKL-LI-0002"],
  title: { en: "Accounts with the same number", ja: "同じ番号を持つ複数のアカウント" },
  severity: "medium",
  severityReason: {
    en: "High for a second account with the number 0, which is root under another name.",
    ja: "番号 0 のアカウントを追加する場合は、別名の root となるため「高」です。",
  },
  why: {
    en: "The kernel knows only numbers. Accounts with the same number can change each other's files and processes, and every account with the number 0 is root.",
    ja: "カーネルは番号だけを識別します。同じ番号のアカウントは、互いのファイルやプロセスを操作できます。番号 0 のアカウントは、名前が何であっても root です。",
  },
  remediation: {
    en: "Give each user and group a different number, and delete `-o` (`--non-unique`).",
    ja: "ユーザーやグループごとに異なる番号を割り当て、`-o`（`--non-unique`）を削除してください。",
  },
  sources: ["CIS Distribution Independent Linux Benchmark, duplicate UIDs and GIDs", "useradd(8), --non-unique"],
  examples: {
    fail: [
      "FROM debian:12\nRUN useradd -o -u 0 admin",
      "FROM debian:12\nRUN useradd -u 1000 app && useradd -u 1000 --non-unique worker",
      "FROM alpine:3.22\nRUN adduser -D -u 1001 app\nRUN adduser -D -u 1001 worker",
      "FROM debian:12 AS base\nRUN groupadd -g 2000 app\nFROM base\nRUN groupadd -g 2000 -o web",
    ],
    pass: [
      "FROM debian:12\nRUN useradd -u 1000 app && useradd -u 1001 worker",
      "FROM debian:12\nRUN groupadd -g 1000 app && useradd -u 1000 -g app app",
      "FROM debian:12 AS one\nRUN useradd -u 1000 app\nFROM debian:12\nRUN useradd -u 1000 web",
      "FROM debian:12\nRUN id app || useradd -u 1000 app\nRUN useradd -u 1000 app",
    ],
  },
  evaluate(build) {
    const earlier = new Map<string, CreatedAccount[]>();
    return createdAccounts(build).flatMap((account) => {
      const { id, kind, located } = account;
      if (id === undefined) return [];
      const sharing = earlier.get(`${kind}:${id}`) ?? [];
      earlier.set(`${kind}:${id}`, [...sharing.slice(0, maxSharing), account]);
      const other = findTwin(account, sharing);
      const isRoot = id === 0 && account.mayBeTaken;
      if (other === undefined && !isRoot) return [];
      const name = other?.name ?? "root";
      return [
        {
          message: {
            en: `The ${kind} ${account.name} has the same number ${id} as ${name}.`,
            ja: `${kind === "user" ? "ユーザー" : "グループ"} ${account.name} の番号 ${id} は、${name} と重複しています。`,
          },
          range: rangeOf(located.script, located.call.word),
          subject: `${located.step.stage.subject}/${kind}:${account.name}`,
          ...(isRoot && kind === "user" ? { severity: "high" as const } : {}),
        },
      ];
    });
  },
});

/** An earlier account of the same filesystem with the same number and another name. */
function findTwin(account: CreatedAccount, earlier: readonly CreatedAccount[]): CreatedAccount | undefined {
  const chain = stageChain(account.located.step.stage);
  return earlier.find((other) => other.name !== account.name && chain.has(other.located.step.stage));
}
