import type { Instruction } from "../../formats/dockerfile/syntax.ts";
import type { DockerfileBuild, Stage } from "../../semantics/stages/build.ts";
import { defineDockerfileCheck } from "./define.ts";

export const inconsistentInstructionCasing = defineDockerfileCheck({
  id: "dockerfile/inconsistent-instruction-casing",
  aliases: ["buildkit:ConsistentInstructionCasing"],
  title: { en: "Instructions differ in case", ja: "命令の大文字・小文字の不統一" },
  severity: "info",
  why: {
    en: "Builders accept any case, but a mix is hard to read, and a search for one spelling misses the other.",
    ja: "命令は大文字でも小文字でも動作しますが、混在していると読みにくく、検索でも見落としが生じます。",
  },
  remediation: {
    en: "Write all instructions in the case that most of them have, usually capitals: `RUN`, `COPY`.",
    ja: "多数を占める表記（通常は `RUN`、`COPY` のような大文字）にそろえてください。",
  },
  sources: ["Docker build checks: ConsistentInstructionCasing"],
  examples: {
    fail: [
      "FROM debian:12\nrun make\nRUN make install",
      "from debian:12\nCOPY a /a\ncopy b /b",
      "From debian:12",
      "FROM debian:12\nrun make",
    ],
    pass: ["FROM debian:12\nRUN make", "from debian:12\nrun make", "FROM debian:12\nRUN <<EOF\nfrom x import y\nEOF"],
  },
  evaluate(build) {
    const placed = build.stages.flatMap((stage) => (stage.from === undefined ? [] : instructionsOf(build, stage)));
    let balance = 0;
    for (const { word } of placed) {
      if (word === word.toLowerCase()) balance--;
      else if (word === word.toUpperCase()) balance++;
    }
    return placed.flatMap(({ word, instruction, stage }) => {
      const wanted = balance < 0 ? word.toLowerCase() : word.toUpperCase();
      if (word === wanted) return [];
      const { start, end } = instruction.keywordRange;
      return [
        {
          message: {
            en: `Most instructions here are written like ${wanted}, not like ${word}.`,
            ja: `このファイルの命令の多くは ${wanted} のような表記ですが、ここでは ${word} と書かれています。`,
          },
          range: { start, end },
          subject: `${stage.subject}/instruction:${word}`,
          fix: { safety: "safe", edits: [{ start, end, text: wanted }] },
        },
      ];
    });
  },
});

interface WrittenInstruction {
  readonly word: string;
  readonly instruction: Instruction;
  readonly stage: Stage;
}

function instructionsOf(build: DockerfileBuild, stage: Stage): readonly WrittenInstruction[] {
  const own = stage.steps.map(({ instruction }) => instruction).filter(({ keyword }) => keyword !== "");
  const all: readonly Instruction[] = stage.from === undefined ? own : [stage.from, ...own];
  return all.map((instruction) => ({
    word: build.syntax.source.text.slice(instruction.keywordRange.start, instruction.keywordRange.end),
    instruction,
    stage,
  }));
}
