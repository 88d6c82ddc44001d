import type { ShellWord, WordPart } from "../../formats/shell/syntax.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { declarationBuiltins, startsWithAssignment } from "../../semantics/shell-words/expansions.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const declarationHidesFailure = defineShellCheck({
  id: "shell/declaration-hides-failure",
  aliases: ["shellcheck:SC2155"],
  title: { en: "export or local hides the failure of a command", ja: "コマンドの失敗を隠す export や local" },
  severity: "low",
  why: {
    en: "export, local, readonly and declare succeed even if the command in `$(…)` fails. Despite `set -e` or `&&`, the build goes on with an empty value.",
    ja: "export、local、readonly、declare は、`$(…)` の中のコマンドが失敗しても成功します。`set -e` や `&&` を使用していても、空の値のままビルドが続行されます。",
  },
  remediation: {
    en: "Assign first, then export: `name=$(command) && export name`.",
    ja: "`name=$(command) && export name` のように、先に代入してから export してください。",
  },
  sources: ["POSIX Shell Command Language, 2.9.1.4 Command Search and Execution", "ShellCheck wiki, SC2155"],
  examples: {
    fail: [
      'FROM debian:12\nRUN export VERSION="$(cat version)" && make',
      'FROM debian:12\nRUN f() { local dir="$(mktemp -d)"; make "$dir"; } && f',
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN declare -x A=$(uname -m) && make',
    ],
    pass: [
      'FROM debian:12\nRUN VERSION="$(cat version)" && export VERSION && make',
      "FROM debian:12\nRUN export VERSION=1 && make",
      'FROM debian:12\nRUN VERSION="$(cat version)" make',
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN f() { local -r dir="$(mktemp -d)"; make "$dir"; } && f',
    ],
  },
  marks: ["$(", "`"],
  evaluate({ script, calls }) {
    return calls.filter(isDeclaration).flatMap(({ name, args }) =>
      args
        .filter(({ word }) => startsWithAssignment(word) && holdsSubstitution(word))
        .map(({ start, end, text }) => ({
          message: {
            en: `The build goes on even if the command in ${namedBy(script.text, { start, end })} fails.`,
            ja: `${namedBy(script.text, { start, end })} の中のコマンドが失敗しても、ビルドは続行されます。`,
          },
          range: { start, end: start + text.indexOf("=") },
          subject: `${name ?? ""}:${text.slice(0, text.indexOf("="))}`,
        })),
    );
  },
});

/** A constant of a function must get its value where it is declared. */
function isDeclaration({ name, wrappers, args }: CommandCall): boolean {
  if (name === undefined || wrappers.length > 0 || !declarationBuiltins.has(name)) return false;
  return !(name === "local" && args.some(({ text }) => /^-[a-zA-Z]*r/.test(text)));
}

function holdsSubstitution({ parts }: Pick<ShellWord, "parts">): boolean {
  return parts.some((part: WordPart) => {
    if (part.kind === "double-quoted") return holdsSubstitution(part);
    return part.kind === "command-substitution" && part.body.length > 0;
  });
}
