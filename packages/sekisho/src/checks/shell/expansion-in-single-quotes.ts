import type { ShellWord, SimpleCommand, WordPart } from "../../formats/shell/syntax.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { textWriters } from "../../semantics/shell-words/text-writers.ts";
import { type PlacedWord, placedWordsOf } from "../../semantics/shell-words/word-roles.ts";
import { defineShellCheck } from "./define.ts";

export const expansionInSingleQuotes = defineShellCheck({
  id: "shell/expansion-in-single-quotes",
  aliases: ["shellcheck:SC2016"],
  title: { en: "Variable in single quotes is not expanded", ja: "一重引用符の中にある展開されない変数" },
  severity: "info",
  why: {
    en: "The shell expands nothing inside single quotes. The program gets `$` and the name, not the value.",
    ja: "シェルは、一重引用符の中を展開しません。プログラムには値ではなく、`$` と変数名がそのまま渡されます。",
  },
  remediation: {
    en: 'Write double quotes to pass the value: `"$name"`. If `$` itself is intended, nothing needs to change.',
    ja: '値を渡す場合は、`"$name"` のように二重引用符を使用してください。`$` をそのまま渡す場合、変更は不要です。',
  },
  sources: ["POSIX Shell Command Language, 2.2.2 Single-Quotes", "ShellCheck wiki, SC2016"],
  examples: {
    fail: [
      "FROM debian:12\nRUN echo 'Installing $VERSION'",
      "FROM debian:12\nRUN mkdir '/opt/${APP}'",
      "FROM debian:12\nRUN curl -fsSL 'https://example.com/$(uname -m)'",
    ],
    pass: [
      'FROM debian:12\nRUN echo "Installing $VERSION"',
      "FROM debian:12\nRUN awk '{ print $1 }' list",
      "FROM debian:12\nRUN sed -i 's/a$/b/' list",
      "FROM debian:12\nRUN bash -c 'echo $HOME'",
      "FROM debian:12\nRUN find . -exec sh -c 'mv \"$1\" a' sh {} +",
      "FROM debian:12\nRUN echo 'export PATH=/opt/bin:$PATH' >> /etc/profile",
      "FROM debian:12\nRUN echo 'costs 5 $'",
      "FROM debian:12\nRUN trap 'rm \"$file\"' EXIT",
      "FROM debian:12\nRUN ls | xargs sh -c 'echo \"$0\"'",
      "FROM debian:12\nRUN echo 'PS1=$a' | tee /etc/profile.d/a.sh",
    ],
  },
  marks: ["'"],
  evaluate({ script, calls }) {
    const byNode = new Map(calls.map((call) => [call.node, call]));
    const writers = textWriters(script);
    const takesCode = (placed: PlacedWord): boolean => {
      if (placed.role === "pattern" || placed.role === "condition" || placed.command.kind !== "simple") return false;
      const call = byNode.get(placed.command);
      if (call === undefined) return isPrompt(placed.command, placed.word);
      return setsPrompt(placed.word) || expectsCode(call) || writers.has(placed.command);
    };
    return placedWordsOf(script).flatMap((placed) => {
      const parts = quotedParts(placed.word.parts).filter(
        ({ text }) => looksExpanded(text) && !isSedAddress(placed, text),
      );
      if (parts.length === 0 || takesCode(placed)) return [];
      return parts.map((part) => ({
        message: {
          en: `${namedBy(script.text, part)} reaches the program as it is written.`,
          ja: `${namedBy(script.text, part)} は、展開されずにそのままプログラムに渡されます。`,
        },
        range: part,
        subject: `text:${namedBy(script.text, part)}`,
      }));
    });
  },
});

type SingleQuoted = Extract<WordPart, { readonly kind: "single-quoted" }>;

/** Programs that read an argument as code or as a format in which the dollar sign has a meaning of its own. */
const codeReaders: ReadonlySet<string> = new Set(
  (
    "alias bash dash docker doas dpkg-query envsubst eval fish jq ksh node nsenter oc parallel php podman python python3 " +
    "rename rg ruby run0 script sh ssh su sudo trap unset xprop yq zsh"
  ).split(" "),
);

function expectsCode(call: CommandCall): boolean {
  const name = call.name === "find" ? executedByFind(call) : (call.name ?? "");
  if (codeReaders.has(name) || name.endsWith("awk") || name.startsWith("perl")) return true;
  if (call.wrappers.some((wrapper) => codeReaders.has(wrapper))) return true;
  return name === "git" && call.args.some(({ text }) => text === "filter-branch" || text === "submodule");
}

function executedByFind({ args }: CommandCall): string {
  const at = args.findIndex(({ text }) => /^-(?:exec|ok)(?:dir)?$/.test(text));
  return at < 0 ? "find" : (args[at + 1]?.text ?? "");
}

/** `PS1='$ '`, expanded at each prompt. */
function isPrompt({ assignments }: SimpleCommand, word: ShellWord): boolean {
  return assignments.some(({ name, value }) => value === word && /^(?:PS[1-4]|PROMPT_COMMAND)$/.test(name));
}

/** `export PS1='$ '`. */
function setsPrompt({ parts: [first] }: ShellWord): boolean {
  return first?.kind === "literal" && /^(?:PS[1-4]|PROMPT_COMMAND)=/.test(first.text);
}

function quotedParts(parts: readonly WordPart[]): readonly SingleQuoted[] {
  return parts.flatMap((part) => {
    if (part.kind === "single-quoted") return part.isAnsiC ? [] : [part];
    return part.kind === "brace-expansion" || part.kind === "glob" ? quotedParts(part.parts) : [];
  });
}

function looksExpanded(text: string): boolean {
  return /\$[{(0-9a-zA-Z_]|`[^`]+`/.test(text);
}

/** `$d`, `${…}` and the like are addresses and commands of sed. */
function isSedAddress({ command }: PlacedWord, text: string): boolean {
  const [first] = command.kind === "simple" ? (command.words[0]?.parts ?? []) : [];
  return first?.kind === "literal" && /(?:^|\/)g?sed$/.test(first.text) && /\$[{dpsaic](?:$|[^a-zA-Z])/.test(text);
}
