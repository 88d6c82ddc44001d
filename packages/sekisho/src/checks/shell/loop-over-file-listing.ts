import { commandsOf } from "../../formats/shell/visit.ts";
import { findOnlyCommand, nameOfCommand } from "../../semantics/shell-words/only-command.ts";
import { namedBy } from "../../semantics/shell-words/quoting.ts";
import { defineShellCheck } from "./define.ts";

export const loopOverFileListing = defineShellCheck({
  id: "shell/loop-over-file-listing",
  aliases: ["shellcheck:SC2044", "shellcheck:SC2045"],
  title: { en: "Loop over the output of find or ls", ja: "find や ls の出力を処理するループ" },
  severity: "low",
  why: {
    en: "The loop splits the listing at whitespace and expands patterns in it. Names with spaces fall apart, and the commands work on paths that are not in the list.",
    ja: "ループは一覧を空白で分割し、パターンとしても解釈します。空白を含む名前は分断され、一覧にないパスが処理されます。",
  },
  remediation: {
    en: "Write `for file in ./*.txt` or `find … -exec command {} +`; in bash also `find … -print0 | while IFS= read -r -d '' file`.",
    ja: "`for file in ./*.txt` または `find … -exec command {} +` と記述してください。bash では `find … -print0 | while IFS= read -r -d '' file` も使用できます。",
  },
  sources: ["POSIX Shell Command Language, 2.6.5 Field Splitting", "ShellCheck wiki, SC2044 and SC2045"],
  examples: {
    fail: [
      "FROM debian:12\nRUN for f in $(find /opt -name '*.so'); do strip \"$f\"; done",
      'FROM debian:12\nRUN for f in `ls /opt`; do chmod 755 "/opt/$f"; done',
      'FROM debian:12\nRUN for f in $(ls *.txt); do cat "$f"; done',
    ],
    pass: [
      'FROM debian:12\nRUN for f in /opt/*; do chmod 755 "$f"; done',
      "FROM debian:12\nRUN find /opt -name '*.so' -exec strip {} +",
      'FROM debian:12\nRUN for f in $(cat list); do echo "$f"; done',
    ],
  },
  marks: ["for"],
  evaluate({ script }) {
    return commandsOf(script).flatMap((command) => {
      if (command.kind !== "for" || command.words?.length !== 1) return [];
      const [part, ...others] = command.words[0]?.parts ?? [];
      if (part?.kind !== "command-substitution" || others.length > 0) return [];
      const listing = findOnlyCommand(part.body);
      const name = listing === undefined ? undefined : nameOfCommand(listing);
      if (name !== "ls" && name !== "find") return [];
      return [
        {
          message: {
            en: `The output of ${name} is split at whitespace before the loop gets it.`,
            ja: `${name} の出力は、空白で分割されてからループに渡されます。`,
          },
          range: part,
          subject: `loop:${namedBy(script.text, part)}`,
        },
      ];
    });
  },
});
