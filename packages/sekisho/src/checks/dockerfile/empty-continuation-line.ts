import type { Instruction } from "../../formats/dockerfile/syntax.ts";
import type { TextEdit } from "../../model/fix.ts";
import { type OffsetRange, positionAt, type SourceText } from "../../model/source-text.ts";
import type { DockerfileBuild } from "../../semantics/stages/build.ts";
import { defineDockerfileCheck } from "./define.ts";

export const emptyContinuationLine = defineDockerfileCheck({
  id: "dockerfile/empty-continuation-line",
  aliases: ["buildkit:NoEmptyContinuation"],
  title: { en: "Empty line inside an instruction", ja: "命令の途中にある空行" },
  severity: "low",
  why: {
    en: "BuildKit skips the empty line with a warning and announces that it becomes an error. Readers take the lines below it for a new instruction.",
    ja: "BuildKit は現在この空行を警告とともに読み飛ばしますが、将来はエラーになると予告しています。また、空行の後の行が別の命令に見えます。",
  },
  remediation: {
    en: "Delete the empty line, or replace it with a comment line (`# …`).",
    ja: "空行を削除するか、コメント行（`# …`）に置き換えてください。",
  },
  sources: ["Docker build checks: NoEmptyContinuation"],
  examples: {
    fail: ["FROM debian:12\nRUN make \\\n\n    install", "FROM debian:12\nCOPY a \\\r\n\r\n    b \\\r\n  \r\n /c/"],
    pass: [
      "FROM debian:12\nRUN make \\\n    install",
      "FROM debian:12\nRUN make \\\n    # why\n    install",
      "FROM debian:12\n\nRUN make",
    ],
  },
  evaluate(build) {
    const { source, instructions } = build.syntax;
    return groupByInstruction(instructions, build.syntax.emptyContinuations).map(({ instruction, lines }) => {
      const numbers = lines.map((line) => positionAt(source, line.start).line).join(", ");
      const [first, ...others] = lines.map((line) => deleteLine(source, line));
      return {
        message: {
          en: `The ${instruction.keyword} that ends here is interrupted by an empty line (line ${numbers}).`,
          ja: `ここで終わる ${instruction.keyword} の途中に空行があります（${numbers} 行目）。`,
        },
        range: lastLine(build, instruction, lines),
        subject: `file/instruction:${instruction.keyword}`,
        ...(first === undefined ? {} : { fix: { safety: "safe", edits: [first, ...others] } as const }),
      };
    });
  },
});

interface InterruptedInstruction {
  readonly instruction: Instruction;
  readonly lines: readonly OffsetRange[];
}

/** Both lists are in file order. */
function groupByInstruction(
  instructions: readonly Instruction[],
  emptyLines: readonly OffsetRange[],
): readonly InterruptedInstruction[] {
  const groups: { instruction: Instruction; lines: OffsetRange[] }[] = [];
  let index = 0;
  for (const line of emptyLines) {
    while ((instructions[index + 1]?.start ?? Number.POSITIVE_INFINITY) < line.start) index++;
    const instruction = instructions[index];
    if (instruction === undefined) continue;
    const last = groups.at(-1);
    if (last?.instruction === instruction) last.lines.push(line);
    else groups.push({ instruction, lines: [line] });
  }
  return groups;
}

/** BuildKit names the line with which the instruction ends, heredoc bodies not counted. */
function lastLine(build: DockerfileBuild, instruction: Instruction, lines: readonly OffsetRange[]): OffsetRange {
  const { source } = build.syntax;
  const { argument } = instruction;
  const lastPiece = argument.starts.length - 1;
  const origin = argument.origins[lastPiece] ?? instruction.start;
  const argumentEnd = origin + argument.text.length - (argument.starts[lastPiece] ?? 0);
  const end = Math.max(argumentEnd, lines.at(-1)?.end ?? 0);
  const lineStart = source.lineStarts[positionAt(source, Math.max(end - 1, lines.at(-1)?.start ?? 0)).line - 1] ?? 0;
  const text = source.text.slice(lineStart, end);
  return { start: lineStart + (text.length - text.trimStart().length), end };
}

function deleteLine(source: SourceText, line: OffsetRange): TextEdit {
  const number = positionAt(source, line.start).line;
  const start = source.lineStarts[number - 1] ?? line.start;
  return { start, end: source.lineStarts[number] ?? source.text.length, text: "" };
}
