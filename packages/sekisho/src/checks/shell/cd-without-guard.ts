import type { CommandCall } from "../../semantics/commands/calls.ts";
import { uncheckedCommands } from "../../semantics/shell-words/checked-commands.ts";
import { stopsOnErrors } from "../../semantics/shell-words/error-exit.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const cdWithoutGuard = defineShellCheck({
  id: "shell/cd-without-guard",
  aliases: ["shellcheck:SC2164"],
  title: { en: "Failure of cd goes unnoticed", ja: "失敗を確認していない cd" },
  severity: "low",
  why: {
    en: "If the directory is missing, the commands after it run elsewhere: rm, tar and chown work on another directory as root, and the build goes on.",
    ja: "移動先のディレクトリが存在しない場合でも後続のコマンドが実行され、rm、tar、chown などが別のディレクトリに対して root 権限で動作します。ビルドもそのまま続行されます。",
  },
  remediation: {
    en: "Use WORKDIR, or write `cd … && command`, `cd … || exit 1`, or `set -e` at the start of the script.",
    ja: "WORKDIR を使用するか、`cd … && command`、`cd … || exit 1` のように記述してください。スクリプトの先頭で `set -e` を実行する方法もあります。",
  },
  sources: ["POSIX, cd: EXIT STATUS", "ShellCheck wiki, SC2164"],
  examples: {
    fail: [
      "FROM debian:12\nRUN cd /opt/app; make",
      "FROM debian:12\nRUN mkdir -p /opt/app && cd /opt/app; rm -rf *.tmp",
      "FROM debian:12\nRUN <<EOF\npushd /opt/app\nmake\nEOF",
    ],
    pass: [
      "FROM debian:12\nRUN cd /opt/app && make",
      "FROM debian:12\nRUN cd /opt/app || exit 1; make",
      "FROM debian:12\nRUN set -eux; cd /opt/app; make",
      'FROM debian:12\nSHELL ["/bin/bash", "-e", "-c"]\nRUN cd /opt/app; make',
      "FROM debian:12\nRUN if cd /opt/app; then make; fi",
      "FROM debian:12\nRUN make; cd ../..; ls",
    ],
  },
  marks: ["cd", "pushd", "popd"],
  evaluate({ script, calls, step }) {
    if (stopsOnErrors(script, calls, step.state.shell)) return [];
    const unchecked = uncheckedCommands(script);
    return calls
      .filter((call) => isRisky(call) && unchecked.has(call.node))
      .map(({ node }) => ({
        message: {
          en: `The commands after ${namedBy(script.text, node)} also run if it fails.`,
          ja: `${namedBy(script.text, node)} が失敗しても、後続のコマンドが実行されます。`,
        },
        range: node,
        subject: `command:${namedBy(script.text, node)}`,
        ...(unchecked.get(node) === "statement"
          ? { fix: { safety: "proposal", edits: [{ start: node.end, end: node.end, text: " || exit 1" }] } as const }
          : {}),
      }));
  },
});

function isRisky({ name, args, wrappers }: CommandCall): boolean {
  if (wrappers.length > 0) return false;
  if (name === "cd") return !(args.length === 1 && isAlwaysThere(args[0]?.literal ?? "?"));
  return (name === "pushd" || name === "popd") && !args.some(({ text }) => text === "-n");
}

/** The root and the directories above are there. */
function isAlwaysThere(directory: string): boolean {
  return /^\/*(?:\.\.?\/+)*(?:\.\.?)?$/.test(directory);
}
