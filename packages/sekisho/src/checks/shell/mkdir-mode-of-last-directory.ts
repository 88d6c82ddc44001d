import { hasFlag, hasLetterFlag, operandsOf } from "../../semantics/commands/arguments.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const mkdirModeOfLastDirectory = defineShellCheck({
  id: "shell/mkdir-mode-of-last-directory",
  aliases: ["shellcheck:SC2174"],
  title: {
    en: "mkdir -p -m leaves upper directories open",
    ja: "上位のディレクトリに権限を適用しない mkdir -p -m",
  },
  severity: "low",
  why: {
    en: "`-m` applies only to the last directory. The directories above it get the permissions of the umask, which usually let every user read and enter them.",
    ja: "`-m` は最後のディレクトリにだけ適用されます。途中で作成される上位のディレクトリの権限は umask に従うため、多くの場合、すべてのユーザーが読み取りと移動をできます。",
  },
  remediation: {
    en: "Name every directory: `install -d -m 700 a a/b`. Otherwise write `umask 077 && mkdir -p a/b`, without `-m`.",
    ja: "`install -d -m 700 a a/b` のように、各ディレクトリを指定して作成してください。`-m` を付けずに `umask 077 && mkdir -p a/b` と記述する方法もあります。",
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
  programs: ["mkdir"],
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
