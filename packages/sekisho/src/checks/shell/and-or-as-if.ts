import type { AndOr, Command } from "../../formats/shell/syntax.ts";
import { commandsOf } from "../../formats/shell/visit.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import { conditionsOf } from "../../semantics/shell-words/checked-commands.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const andOrAsIf = defineShellCheck({
  id: "shell/and-or-as-if",
  aliases: ["shellcheck:SC2015"],
  title: { en: "A && B || C used as if and else", ja: "if と else の代わりに使われている A && B || C" },
  severity: "info",
  why: {
    en: "C runs if A fails, and also if A succeeds and B fails. The fallback then hides the failure of B, and the build goes on.",
    ja: "C は A が失敗したときだけでなく、A が成功して B が失敗したときにも実行されます。代替処理によって B の失敗が隠れ、ビルドがそのまま続行されます。",
  },
  remediation: { en: "Write `if A; then B; else C; fi`.", ja: "`if A; then B; else C; fi` と記述してください。" },
  sources: ["POSIX Shell Command Language, 2.9.3 Lists", "ShellCheck wiki, SC2015"],
  examples: {
    fail: [
      "FROM debian:12\nRUN test -f a && make a || make b",
      "FROM debian:12\nRUN [ -d /opt ] && rm -r /opt || mkdir /opt",
    ],
    pass: [
      "FROM debian:12\nRUN if test -f a; then make a; else make b; fi",
      "FROM debian:12\nRUN test -f a && make a || echo failed",
      "FROM debian:12\nRUN make a || make b",
      "FROM debian:12\nRUN test -f a && make a || exit 1",
      "FROM debian:12\nRUN test -f a && make a || true",
    ],
  },
  marks: ["||"],
  evaluate({ script }) {
    const conditions = conditionsOf(script);
    return commandsOf(script).flatMap((command) => {
      if (command.kind !== "and-or" || conditions.has(command)) return [];
      const fallback = fallbackOf(command);
      if (fallback === undefined) return [];
      const name = namedBy(script.text, fallback);
      return [
        {
          message: {
            en: `${name} also runs if the command before || fails.`,
            ja: `${name} は、|| の直前のコマンドが失敗したときにも実行されます。`,
          },
          range: command,
          subject: `fallback:${name}`,
        },
      ];
    });
  },
});

/** Commands that only say what happened, end the script, or say that a failure is all right. */
const harmless: ReadonlySet<string> = new Set([":", "echo", "exit", "printf", "return", "true"]);

function fallbackOf({ operands }: AndOr): Command | undefined {
  const last = operands.at(-1);
  const middle = operands.at(-2);
  if (last?.operator !== "||" || middle?.operator !== "&&" || isTest(middle.command)) return undefined;
  return isHarmless(last.command) ? undefined : last.command;
}

/** `A && test … || C`: both operands are questions, and C is the answer to either. */
function isTest(command: Command): boolean {
  if (command.kind === "double-bracket" || command.kind === "arithmetic") return true;
  const [name] = command.kind === "simple" ? command.words : [];
  const text = name === undefined ? "" : literalOf(name);
  return text === "test" || text === "[";
}

function isHarmless(command: Command): boolean {
  if (command.kind !== "simple") return false;
  const [name] = command.words;
  return name === undefined || harmless.has(literalOf(name) ?? "");
}
