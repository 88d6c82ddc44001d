import type { TextEdit } from "../../model/fix.ts";
import { deleteInstruction } from "../editing/instruction-edits.ts";
import type { DockerfileBuild } from "../stages/build.ts";
import type { CopySource } from "./copied-files.ts";

/**
 * Takes a source out of its COPY or ADD; the whole instruction when it has no other. `undefined` for the JSON form and
 * where a comment or another line stands between.
 */
export function removeSource(build: DockerfileBuild, source: CopySource): TextEdit | undefined {
  const { instruction, word } = source;
  if (instruction.sources.length + instruction.heredocs.length === 1) return deleteInstruction(build, instruction);
  const index = instruction.sources.indexOf(word);
  const next = instruction.sources[index + 1] ?? instruction.destination;
  if (instruction.form === "json" || next === undefined) return undefined;
  const between = build.syntax.source.text.slice(word.end, next.start);
  return /^[ \t]+$/.test(between) ? { start: word.start, end: next.start, text: "" } : undefined;
}
