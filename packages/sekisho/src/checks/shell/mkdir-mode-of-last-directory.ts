import { hasFlag, hasLetterFlag, operandsOf } from "../../semantics/commands/arguments.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const mkdirModeOfLastDirectory = defineShellCheck({
  id: "shell/mkdir-mode-of-last-directory",
  aliases: ["shellcheck:SC2174"],
  title: {
    en: "mkdir -p -m sets the mode of the last directory only",
    ja: "mkdir -p -m の権限が最後のディレクトリにしか適用されない",
  },
  severity: "low",
  why: {
    en: "The directories above get the permissions of the umask, mostly readable and enterable for everybody.",
    ja: "途中で作成される上位のディレクトリには umask に従った権限が付き、多くの場合は誰でも読み取りと移動ができます。",
  },
  remediation: {
    en: "Make the directories one by one with install -d -m, or set umask before.",
    ja: "install -d -m で各ディレクトリを作成するか、事前に umask を設定してください。",
  },
  sources: ["POSIX, mkdir: -p", "ShellCheck wiki, SC2174"],
  examples: {
    fail: ["FROM debian:12\nRUN mkdir -p -m 700 /opt/app/keys", "FROM debian:12\nRUN mkdir -pm 0700 a/b"],
    pass: [
      "FROM debian:12\nRUN mkdir -p /opt/app/keys",
      "FROM debian:12\nRUN mkdir -m 700 /opt/keys",
      "FROM debian:12\nRUN mkdir -p -m 700 keys",
      "FROM debian:12\nRUN mkdir -p -m 700 ../keys",
    ],
  },
  evaluate({ script, calls }) {
    return calls
      .filter((call) => call.name === "mkdir")
      .filter((call) => hasLetterFlag(call, "p", "m") || hasFlag(call, "--parents"))
      .filter((call) => hasLetterFlag(call, "m") || hasFlag(call, "--mode"))
      .filter((call) => operandsOf(call, ["-m", "-pm", "--mode"]).some(({ literal }) => mayHaveParents(literal)))
      .map(({ node }) => ({
        message: {
          en: "Directories above the last one get the default permissions.",
          ja: "最後のディレクトリより上位には、既定の権限が設定されます。",
        },
        range: node,
        subject: `command:${namedBy(script.text, node)}`,
      }));
  },
});

function mayHaveParents(path: string | undefined): boolean {
  return path === undefined || (path.includes("/") && !/^(?:\.\.?\/)+[^/]+$/.test(path));
}
