import { defineBashOnlyCheck } from "./define-bash-only.ts";

export const sourceUnderSh = defineBashOnlyCheck({
  id: "shell/source-under-sh",
  aliases: ["shellcheck:SC3046", "shellcheck:SC3051"],
  title: { en: "source in a script for sh", ja: "sh のスクリプト内の source" },
  effect: {
    en: "dash knows only `.`: the file is not read, and its variables stay unset.",
    ja: "dash は `.` しか認識しません。ファイルが読み込まれず、その中の変数は未設定のままになります。",
  },
  instead: { en: "Write `. ./file`.", ja: "`. ./file` と記述してください。" },
  support: { busybox: true },
  sources: ["POSIX, dot", "ShellCheck wiki, SC3046"],
  examples: {
    fail: [
      "FROM debian:12\nRUN source /opt/env.sh && make",
      "FROM debian:12\nRUN <<EOF\nsource /opt/env.sh\nmake\nEOF",
    ],
    pass: [
      "FROM debian:12\nRUN . /opt/env.sh && make",
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN source /opt/env.sh && make',
      "FROM debian:12\nRUN bash -c 'source /opt/env.sh'",
    ],
  },
  programs: ["source"],
  find({ calls }) {
    return calls
      .filter(({ name, wrappers }) => name === "source" && wrappers.length === 0)
      .map(({ word: { start, end } }) => ({ range: { start, end }, edits: [{ start, end, text: "." }] as const }));
  },
});
