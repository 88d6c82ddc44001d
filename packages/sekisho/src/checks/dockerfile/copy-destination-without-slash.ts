import type { Word } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import { placedInstructions } from "../../semantics/stages/placed-instructions.ts";
import { expand, lookupIn } from "../../semantics/stages/variables.ts";
import { defineDockerfileCheck } from "./define.ts";

export const copyDestinationWithoutSlash = defineDockerfileCheck({
  id: "dockerfile/copy-destination-without-slash",
  aliases: ["hadolint:DL3021", "trivy:DS-0011", "trivy:AVD-DS-0011"],
  title: {
    en: "COPY of several sources without a closing slash",
    ja: "末尾にスラッシュのない、複数ファイルのコピー先",
  },
  severity: "medium",
  why: {
    en: "With more than one source, the destination must be a directory and end with a slash. Some builders stop the build here, others guess.",
    ja: "コピー元が複数の場合、コピー先はディレクトリであり、末尾がスラッシュでなければなりません。ビルダーによって、ここで失敗する場合と、推測して続行する場合があります。",
  },
  remediation: {
    en: "End the destination with a slash: `COPY a.txt b.txt /app/`.",
    ja: "`COPY a.txt b.txt /app/` のように、コピー先の末尾にスラッシュを付けてください。",
  },
  sources: ["Dockerfile reference, COPY and ADD"],
  examples: {
    fail: [
      "FROM debian:12\nCOPY a b /c",
      'FROM debian:12\nCOPY ["a", "b", "/c"]',
      'FROM debian:12\nADD a b "/c"',
      "FROM debian:12\nARG DIR=/c\nCOPY a b $DIR",
    ],
    pass: [
      "FROM debian:12\nCOPY a b /c/",
      "FROM debian:12\nCOPY a /c",
      "FROM debian:12\nWORKDIR /c\nCOPY a b .",
      'FROM debian:12\nCOPY ["a", "b", "/c/"]',
      "FROM debian:12\nARG DIR\nCOPY a b $DIR",
      "FROM debian:12\nCOPY a*.txt /c",
    ],
  },
  evaluate(build) {
    return placedInstructions(build, "COPY", "ADD").flatMap(({ instruction, step }) => {
      const { destination, heredocs, sources } = instruction;
      if (destination === undefined || sources.length + heredocs.length < 2) return [];
      const path = expand(destination, lookupIn(step.state, step.stage.root.kind === "scratch"));
      if (!path.isKnown || path.value === "" || /[/\\]$|(?:^|[/\\])\.{1,2}$/.test(path.value)) return [];
      return [
        {
          message: {
            en: `${sources.length + heredocs.length} sources are copied to ${path.value}, which does not end with a slash.`,
            ja: `コピー元が ${sources.length + heredocs.length} 個ありますが、コピー先 ${path.value} の末尾にスラッシュがありません。`,
          },
          range: { start: destination.start, end: destination.end },
          subject: `${step.stage.subject}/destination:${path.value}`,
          fix: { safety: "safe", edits: [appendSlash(destination)] },
        },
      ];
    });
  },
});

function appendSlash(word: Word): TextEdit {
  const at = /["']$/.test(word.raw) ? word.end - 1 : word.end;
  return { start: at, end: at, text: "/" };
}
