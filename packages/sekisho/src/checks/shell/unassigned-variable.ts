import type { ParameterExpansion } from "../../formats/shell/syntax.ts";
import { commandsOf } from "../../formats/shell/visit.ts";
import { environmentNamesOf } from "../../semantics/base-images/environment-names.ts";
import { assignedNames } from "../../semantics/shell-variables/assigned-names.ts";
import { mentionedNames } from "../../semantics/shell-variables/mentioned-names.ts";
import type { Step } from "../../semantics/stages/build.ts";
import { defineShellCheck } from "./define.ts";

export const unassignedVariable = defineShellCheck({
  id: "shell/unassigned-variable",
  aliases: ["shellcheck:SC2154"],
  title: { en: "Variable read but never set", ja: "参照されるが設定されていない変数" },
  severity: "low",
  why: {
    en: "An unset variable is empty: paths lose a part, options lose their value, and rm or chown may work on a higher directory than intended. Usually the name is misspelt, or an ARG is missing in this stage.",
    ja: "設定されていない変数は、空の文字列になります。パスの一部が欠けたり、オプションの値が失われたりして、rm や chown が意図より上位のディレクトリに作用することもあります。多くは変数名の誤記か、ステージ内での ARG の宣言漏れです。",
  },
  remediation: {
    en: "Correct the name, set the variable, or declare it with ARG or ENV in this stage. If it may be missing, write `${name:-default}`.",
    ja: "変数名の誤りを修正するか、変数を設定するか、このステージで ARG または ENV により宣言してください。未設定でもよい場合は、`${name:-default}` のように既定値を記述します。",
  },
  sources: ["POSIX Shell Command Language, 2.6.2 Parameter Expansion", "ShellCheck wiki, SC2154"],
  examples: {
    fail: [
      'FROM debian:12\nRUN wget "https://example.com/$version.tar"',
      'FROM debian:12\nARG app_dir=/srv\nRUN rm -r "$app_dri"',
      'ARG version=1\nFROM debian:12\nRUN echo "$version"',
      'FROM debian:12\nRUN <<EOF\nname=a\necho "$nmae"\nEOF',
    ],
    pass: [
      'FROM debian:12\nARG version=1\nRUN echo "$version"',
      'FROM debian:12\nRUN version=1 && echo "$version"',
      'FROM debian:12\nRUN read -r name < list && echo "$name"',
      'FROM debian:12\nRUN echo "$HOME" "${debug:-}"',
      'FROM debian:12\nRUN . /etc/os-release && echo "$codename"',
      'FROM debian:12\nRUN for file in a b; do echo "$file"; done',
      "FROM debian:12\nRUN echo 'costs $price'",
      'FROM debian:12\nENV http_port=80\nRUN echo "$http_port" "$https_proxy"',
    ],
  },
  marks: ["$"],
  evaluate({ script, step }) {
    const mentioned = mentionedNames(script);
    if (mentioned.isOpen) return [];
    const set = new Set(commandsOf(script).flatMap((command) => assignedNames(command).map(({ name }) => name)));
    for (const use of mentioned.expansions) if (isAssigning(use)) set.add(use.name);
    const guarded = new Set(mentioned.expansions.filter(isGuarded).map(({ name }) => name));
    const reported = new Set<string>();
    return mentioned.expansions.flatMap((use) => {
      const { name } = use;
      if (
        !isOwnName(name) ||
        set.has(name) ||
        guarded.has(name) ||
        mentioned.tested.has(name) ||
        reported.has(name) ||
        isSetBefore(step, name)
      )
        return [];
      reported.add(name);
      return [
        {
          message: {
            en: `$${name} is set neither in this script nor by ARG or ENV in this stage.`,
            ja: `$${name} は、このスクリプトでも、このステージの ARG や ENV でも設定されていません。`,
          },
          range: use,
          subject: `variable:${name}`,
        },
      ];
    });
  },
});

/** Names in capitals belong to the environment, which the base image may fill. */
function isOwnName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && /[a-z]/.test(name);
}

function isSetBefore({ state, stage }: Step, name: string): boolean {
  if (state.env.has(name) || state.args.has(name)) return true;
  const image = stage.root.kind === "image" ? stage.root.known : undefined;
  return image !== undefined && environmentNamesOf(image)?.includes(name) === true;
}

/** The script says what happens when it is missing. */
function isGuarded({ operator }: ParameterExpansion): boolean {
  return operator !== undefined && /^:?[-+?]$/.test(operator);
}

function isAssigning({ operator }: ParameterExpansion): boolean {
  return operator === "=" || operator === ":=";
}
