import type { ParameterExpansion, WordPart } from "../../formats/shell/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import type { CommandCall } from "../../semantics/commands/calls.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import type { Step } from "../../semantics/stages/build.ts";
import { defineShellCheck } from "./define.ts";

export const recursiveDeleteOfEmptyVariable = defineShellCheck({
  id: "shell/recursive-delete-of-empty-variable",
  aliases: ["shellcheck:SC2115"],
  title: {
    en: "rm -r of a system directory if a variable is empty",
    ja: "変数が空だとシステムディレクトリを削除する rm -r",
  },
  severity: "medium",
  why: {
    en: 'An empty variable turns `"$dir/"` into `/` and `"/usr/$name"` into `/usr`. The build deletes the base system, and the failure shows up far away from its cause.',
    ja: '変数が空だと、`"$dir/"` は `/` に、`"/usr/$name"` は `/usr` になります。ビルド中に基本システムが削除され、原因から離れた箇所で障害が発生します。',
  },
  remediation: {
    en: 'Write `"${dir:?}/"`: the shell then stops if the variable is empty.',
    ja: '`"${dir:?}/"` と記述してください。変数が空の場合、シェルはそこで停止します。',
  },
  sources: ["POSIX Shell Command Language, 2.6.2 Parameter Expansion", "ShellCheck wiki, SC2115"],
  examples: {
    fail: [
      'FROM debian:12\nRUN rm -rf "$BUILD_DIR/"',
      'FROM debian:12\nRUN rm -rf "$BUILD_DIR"/*',
      "FROM debian:12\nRUN rm -r /usr/$name",
      'FROM debian:12\nRUN sudo rm -fr "${dir}/bin"',
    ],
    pass: [
      'FROM debian:12\nRUN rm -rf "${BUILD_DIR:?}/"',
      'FROM debian:12\nRUN rm -rf "$BUILD_DIR"',
      'FROM debian:12\nRUN rm -rf "/opt/$name/cache"',
      'FROM debian:12\nRUN rm -f "$dir/"*',
      'FROM debian:12\nENV BUILD_DIR=/build\nRUN rm -rf "$BUILD_DIR"/*',
      'FROM debian:12\nRUN rm -rf "${dir:-/tmp/a}/"',
    ],
  },
  marks: ["$"],
  evaluate({ script, calls, step }) {
    return calls.filter(isRecursiveRemoval).flatMap(({ args }) =>
      args.flatMap(({ word }) => {
        const unknown = unknownParts(word.parts);
        const path = pathWithoutVariables(word.parts, step);
        if (path === undefined || unknown.length === 0 || !systemDirectories.has(path)) return [];
        const name = namedBy(script.text, word);
        const empty = unknown.map((part) => namedBy(script.text, part)).join(", ");
        const fix = guardFix(unknown);
        return [
          {
            message: {
              en: `${name} is ${path} if ${empty} is empty.`,
              ja: `${empty} が空の場合、${name} は ${path} になります。`,
            },
            range: word,
            subject: `path:${name}`,
            ...(fix === undefined ? {} : { fix: { safety: "proposal", edits: fix } as const }),
          },
        ];
      }),
    );
  },
});

const systemDirectories: ReadonlySet<string> = new Set(
  [
    "",
    "/bin",
    "/boot",
    "/dev",
    "/etc",
    "/home",
    "/lib",
    "/lib64",
    "/media",
    "/mnt",
    "/usr",
    "/usr/bin",
    "/usr/local",
    "/usr/share",
    "/var",
  ]
    .flatMap((path) => [path, `${path}/`, `${path}/*`, `${path}/*/*`])
    .filter((path) => path !== ""),
);

function isRecursiveRemoval({ name, args }: CommandCall): boolean {
  return name === "rm" && args.some(({ text }) => /^-[a-zA-Z]*[rR]/.test(text) || text === "--recursive");
}

/** What may be empty: variables and substitutions. */
function unknownParts(parts: readonly WordPart[]): readonly WordPart[] {
  return parts.flatMap((part) => {
    if (part.kind === "double-quoted") return unknownParts(part.parts);
    return part.kind === "parameter" || part.kind === "command-substitution" ? [part] : [];
  });
}

/** Gives the path with every variable taken for empty; `undefined` when one cannot be, or when the path is not known. */
function pathWithoutVariables(parts: readonly WordPart[], step: Step): string | undefined {
  let path = "";
  for (const part of parts) {
    const piece = pieceOf(part, step);
    if (piece === undefined) return undefined;
    path += piece;
  }
  return path.replace(/\/{2,}/g, "/");
}

function pieceOf(part: WordPart, step: Step): string | undefined {
  switch (part.kind) {
    case "literal":
    case "single-quoted":
      return part.text;
    case "glob":
      return part.text;
    case "double-quoted":
      return pathWithoutVariables(part.parts, step);
    case "command-substitution":
      return "";
    case "parameter":
      return mayBeEmpty(part, step) ? "" : undefined;
    default:
      return undefined;
  }
}

function mayBeEmpty({ name, operator, isLength }: ParameterExpansion, { state }: Step): boolean {
  const isGuarded = isLength || (operator !== undefined && /^:?[-=?]$/.test(operator));
  const value = (state.args.get(name) ?? state.env.get(name))?.value ?? "";
  return !isGuarded && value === "";
}

function guardFix(unknown: readonly WordPart[]): readonly [TextEdit] | undefined {
  const [only, ...others] = unknown;
  if (only?.kind !== "parameter" || others.length > 0) return undefined;
  const isPlain = only.operator === undefined && only.index === undefined && !only.isIndirect;
  return isPlain ? [{ start: only.start, end: only.end, text: `\${${only.name}:?}` }] : undefined;
}
