import type { TextEdit } from "../../model/fix.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { type CallArgument, readArguments } from "../../semantics/commands/arguments.ts";
import { replaceWord } from "../../semantics/editing/argument-edits.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { runCallsOf } from "../../semantics/stages/run-calls.ts";
import { type LocatedCall, rangeOf } from "../../semantics/stages/scripts.ts";
import { defineDockerfileCheck } from "./define.ts";

export const emptyPassword = defineDockerfileCheck({
  id: "dockerfile/empty-password",
  aliases: ["dockle:DKL-LI-0001"],
  title: { en: "Account without a password", ja: "パスワードのないアカウント" },
  severity: "high",
  why: {
    en: "Anyone who can reach su, a login program or an SSH server in the container can become this account without a password. That includes root.",
    ja: "コンテナ内の su、ログインプログラム、SSH サーバーを利用できる者なら誰でも、パスワードなしでこのアカウントになれます。root の場合も同様です。",
  },
  remediation: {
    en: "Lock the account with `passwd -l NAME`, or delete the command: useradd creates locked accounts.",
    ja: "`passwd -l NAME` でアカウントをロックするか、このコマンドを削除してください。useradd で作成したアカウントは、最初からロックされています。",
  },
  sources: ["shadow(5)", "passwd(1), --delete", "CVE-2019-5021"],
  examples: {
    fail: [
      "FROM debian:12\nRUN passwd -d root",
      "FROM debian:12\nRUN useradd app && passwd --delete app",
      "FROM debian:12\nRUN usermod -p '' root",
      "FROM debian:12\nRUN echo 'app::19000:0:99999:7:::' >> /etc/shadow",
      "FROM debian:12\nRUN sed -i 's/^root:[^:]*:/root::/' /etc/shadow",
      "FROM debian:12\nRUN <<EOF\npasswd -d app\nEOF",
    ],
    pass: [
      "FROM debian:12\nRUN passwd -l root",
      "FROM debian:12\nRUN useradd app",
      "FROM debian:12\nRUN usermod -p '*' root",
      "FROM debian:12\nRUN echo 'app:x:1000:1000::/home/app:/bin/sh' >> /etc/passwd",
      "FROM debian:12\nRUN echo 'app:!::0:::::' >> /etc/shadow",
      "FROM debian:12\nRUN sed -i 's/^root::/root:*:/' /etc/shadow",
    ],
  },
  evaluate(build) {
    return runCallsOf(build, (program) => programs.has(program)).flatMap((located) => {
      const found = emptied(located);
      if (found === undefined) return [];
      const edit = lockInstead(build, located);
      return [
        {
          message: {
            en: `${located.call.name} leaves ${found.account} without a password.`,
            ja: `${located.call.name} により、${found.account} のパスワードが空になります。`,
          },
          range: rangeOf(located.script, found.range),
          subject: `${located.step.stage.subject}/account:${found.account}`,
          ...(edit === undefined ? {} : { fix: { safety: "proposal", edits: [edit] } as const }),
        },
      ];
    });
  },
});

/** Programs that set passwords, and those that write lines of shadow(5). */
const programs: ReadonlySet<string> = new Set(["passwd", "useradd", "usermod", "echo", "printf", "sed"]);

interface Emptied {
  readonly account: string;
  readonly range: OffsetRange;
}

function emptied({ call }: LocatedCall): Emptied | undefined {
  switch (call.name) {
    case "passwd":
      return byOption(call.args, deleteFlag(call.args));
    case "useradd":
    case "usermod":
      return byOption(call.args, emptyValueFlag(call.args));
    case "echo":
    case "printf":
      return byRecord(
        call.args,
        call.node.redirects.map(({ target }) => target),
      );
    case "sed":
      return bySubstitution(call.args);
    default:
      return undefined;
  }
}

function byOption(args: readonly CallArgument[], flag: CallArgument | undefined): Emptied | undefined {
  const name = args.findLast(({ text }) => !text.startsWith("-") && text !== "");
  return flag === undefined ? undefined : { account: name?.text ?? "root", range: flag };
}

function deleteFlag(args: readonly CallArgument[]): CallArgument | undefined {
  return args.find(({ text }) => text === "--delete" || /^-[a-z]*d[a-z]*$/.test(text));
}

function emptyValueFlag(args: readonly CallArgument[]): CallArgument | undefined {
  const { options } = readArguments(args, { valueFlags: new Set(["-p", "--password"]) });
  return options.find(({ name, value }) => (name === "-p" || name === "--password") && value === "")?.argument;
}

/** A line of shadow(5) whose second field is empty. */
function byRecord(args: readonly CallArgument[], targets: readonly OffsetRange[]): Emptied | undefined {
  if (targets.length === 0) return undefined;
  for (const argument of args) {
    const account = /^([a-z_][\w.-]{0,31})::\d*:\d*:/.exec(argument.text)?.[1];
    if (account !== undefined) return { account, range: argument };
  }
  return undefined;
}

/** `s/^root:[^:]*:/root::/` in /etc/shadow: what is written has two colons that the pattern has not. */
function bySubstitution(args: readonly CallArgument[]): Emptied | undefined {
  if (!args.some(({ text }) => text.endsWith("/shadow"))) return undefined;
  for (const argument of args) {
    const [, , pattern = "", replacement = ""] =
      /^s([^\w\s])([^\n]{1,200}?)\1([^\n]{1,200}?)\1/.exec(argument.text) ?? [];
    const account = /([a-z_][\w.-]{0,31})::/.exec(replacement)?.[1];
    if (account !== undefined && !pattern.includes("::")) return { account, range: argument };
  }
  return undefined;
}

function lockInstead(build: DockerfileBuild, located: LocatedCall): TextEdit | undefined {
  if (located.call.name !== "passwd") return undefined;
  const flag = deleteFlag(located.call.args);
  if (flag?.text !== "-d" && flag?.text !== "--delete") return undefined;
  return replaceWord(build, located, flag.word, flag.text === "-d" ? "-l" : "--lock");
}
