import type { ArgInstruction, Comment, FromInstruction, Word } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import { lineEndOf } from "../../semantics/editing/instruction-edits.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { rangeFromFirstLine } from "../../semantics/stages/instruction-range.ts";
import { defineDockerfileCheck } from "./define.ts";

export const malformedDefinitionDescription = defineDockerfileCheck({
  id: "dockerfile/malformed-definition-description",
  aliases: ["buildkit:InvalidDefinitionDescription"],
  isOptional: true,
  title: { en: "Description that does not begin with the name", ja: "名前で始まらない説明コメント" },
  severity: "info",
  why: {
    en: "`docker build --call=outline` shows the comment above a stage or an ARG as its description only if the comment begins with the name.",
    ja: "`docker build --call=outline` は、ステージや ARG の直前にあるコメントのうち、名前で始まるものだけを説明として表示します。",
  },
  remediation: {
    en: "Begin the comment with the name: `# build compiles the server`. If it is not a description, add a line with `#` alone below it.",
    ja: "`# build compiles the server` のように、コメントを名前で始めてください。説明ではない場合は、コメントの後に `#` だけの行を追加します。",
  },
  sources: ["Docker build checks: InvalidDefinitionDescription"],
  examples: {
    fail: [
      "# which release\nARG VERSION=12\nFROM debian:${VERSION}",
      "# Base is what all stages share\nFROM debian:12 AS base",
      "FROM debian:12\n# two settings\nARG A=1 B=2",
    ],
    pass: [
      "# VERSION is the release\nARG VERSION=12\nFROM debian:${VERSION}",
      "# base is what all stages share\nFROM debian:12 AS base",
      "# a licence\n#\nARG VERSION=12\nFROM debian:${VERSION}",
      "# no name, nothing to describe\nFROM debian:12",
      "FROM debian:12\n# why this runs\nRUN true",
    ],
  },
  evaluate(build) {
    const stages = new Map(build.stages.map((stage) => [stage.from, stage.subject]));
    const lastBefore = lastComments(build);
    let subject = "file";
    return build.syntax.instructions.flatMap((instruction) => {
      if (instruction.keyword === "FROM") subject = stages.get(instruction) ?? subject;
      if (instruction.keyword !== "FROM" && instruction.keyword !== "ARG") return [];
      const names = namesOf(instruction);
      const [first] = names;
      const comment = descriptionOf(build, instruction, lastBefore[instruction.index]);
      if (first === undefined || comment === undefined) return [];
      const word = comment.text.trim().split(" ")[0] ?? "";
      if (names.some(({ name }) => name === word)) return [];
      return [
        {
          message: {
            en: `The comment above begins with ${word}, not with ${names.map(({ name }) => name).join(" or ")}.`,
            ja: `直前のコメントが、${names.map(({ name }) => name).join(" または ")} ではなく ${word} で始まっています。`,
          },
          range: rangeFromFirstLine(build.syntax.source, instruction, first.word),
          subject: `${subject}/description:${first.name}`,
          fix: { safety: "safe", edits: [correct(build, comment, word, names)] },
        },
      ];
    });
  },
});

interface DefinedName {
  readonly name: string;
  readonly word: Word;
}

function namesOf(instruction: FromInstruction | ArgInstruction): readonly DefinedName[] {
  if (instruction.keyword === "ARG") return instruction.pairs.map(({ key }) => ({ name: key.value, word: key }));
  const { alias } = instruction;
  return alias === undefined ? [] : [{ name: alias.value.toLowerCase(), word: alias }];
}

/** The last comment before each instruction. Both lists are in file order. */
function lastComments(build: DockerfileBuild): readonly (Comment | undefined)[] {
  const { comments, instructions } = build.syntax;
  let passed = 0;
  return instructions.map(({ start }) => {
    while ((comments[passed]?.start ?? start) < start) passed++;
    return comments[passed - 1];
  });
}

/** A comment without text keeps those above it away; blank lines do not. */
function descriptionOf(
  build: DockerfileBuild,
  instruction: FromInstruction | ArgInstruction,
  last: Comment | undefined,
): Comment | undefined {
  const previousEnd = build.syntax.instructions[instruction.index - 1]?.end ?? 0;
  if (last === undefined || last.inside !== undefined || last.start < previousEnd) return undefined;
  return last.text.trim() === "" ? undefined : last;
}

function correct(build: DockerfileBuild, comment: Comment, word: string, names: readonly DefinedName[]): TextEdit {
  const meant = names.find(({ name }) => name.toLowerCase() === word.toLowerCase());
  if (meant === undefined) return { start: comment.end, end: comment.end, text: `${lineEndOf(build)}#` };
  const start = build.syntax.source.text.indexOf(word, comment.start);
  return { start, end: start + word.length, text: meant.name };
}
