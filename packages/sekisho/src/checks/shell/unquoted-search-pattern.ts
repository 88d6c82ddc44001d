import type { ShellWord } from "../../formats/shell/syntax.ts";
import { type CallArgument, operandsOf } from "../../semantics/commands/arguments.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { namedBy, quoteEdits } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const unquotedSearchPattern = defineShellCheck({
  id: "shell/unquoted-search-pattern",
  aliases: ["shellcheck:SC2061", "shellcheck:SC2062"],
  title: {
    en: "Pattern for find or grep without quotes",
    ja: "find や grep に渡される引用符のないパターン",
  },
  severity: "low",
  why: {
    en: "If files in the working directory match, find and grep get their names instead of the pattern. Depending on the directory, the search finds too little or ends with an error.",
    ja: "作業ディレクトリにパターンと一致するファイルがあると、パターンの代わりにファイル名が渡されます。実行場所によって、検索結果が減ったりエラーで終了したりします。",
  },
  remediation: {
    en: "Write the pattern in quotes: `find . -name '*.txt'`.",
    ja: "`find . -name '*.txt'` のように、パターンを引用符で囲んでください。",
  },
  sources: ["POSIX, find: EXAMPLES", "ShellCheck wiki, SC2061 and SC2062"],
  examples: {
    fail: [
      "FROM debian:12\nRUN find / -name *.pyc -delete",
      "FROM debian:12\nRUN grep a* list",
      "FROM debian:12\nRUN find . -path ./[ab]* -prune",
    ],
    pass: [
      "FROM debian:12\nRUN find / -name '*.pyc' -delete",
      'FROM debian:12\nRUN grep "a*" list',
      "FROM debian:12\nRUN grep a *.txt",
      "FROM debian:12\nRUN find *.d -name a",
    ],
  },
  marks: ["*", "?", "["],
  evaluate({ script, calls }) {
    return calls
      .flatMap(patternsOf)
      .filter(({ word }) => isGlob(word))
      .map((argument) => ({
        message: {
          en: `The shell replaces ${namedBy(script.text, argument)} with the names of matching files.`,
          ja: `${namedBy(script.text, argument)} は、一致するファイルの名前に置き換えられます。`,
        },
        range: argument,
        subject: `pattern:${namedBy(script.text, argument)}`,
        ...(argument.word.parts.every(({ kind }) => kind === "glob" || kind === "literal")
          ? { fix: { safety: "safe", edits: quoteEdits(argument) } as const }
          : {}),
      }));
  },
});

const findTests: ReadonlySet<string> = new Set(
  "-ilname -iname -ipath -iregex -iwholename -lname -name -path -regex -wholename".split(" "),
);

function patternsOf(call: CommandCall): readonly CallArgument[] {
  if (call.name === "find") return call.args.filter((_, index) => findTests.has(call.args[index - 1]?.text ?? ""));
  if (call.name !== "grep" && call.name !== "egrep" && call.name !== "fgrep") return [];
  const given = call.args.filter((_, index) => /^(?:-[a-zA-Z]*e|--regexp)$/.test(call.args[index - 1]?.text ?? ""));
  if (given.length > 0 || call.args.some(({ text }) => /^-(?:[a-zA-Z]*[ef]|-regexp|-file)/.test(text))) return given;
  return operandsOf(call, ["-A", "-B", "-C", "-m", "-d", "-D"]).slice(0, 1);
}

function isGlob({ parts }: ShellWord): boolean {
  return parts.some(({ kind }) => kind === "glob");
}
