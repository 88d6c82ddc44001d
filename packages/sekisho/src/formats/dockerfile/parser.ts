import { originRange, sliceMapped } from "../../model/mapped-text.ts";
import type { OffsetRange, SourceText } from "../../model/source-text.ts";
import { readFlags } from "./flags.ts";
import { noHeredocs, type ReadHeredocs, readHeredocs } from "./heredocs.ts";
import { type Draft, reportMissing } from "./instruction-parts.ts";
import { buildInstruction } from "./instructions.ts";
import { noJson, readJsonForm } from "./json-form.ts";
import { createLineReader, type LineReader, type LogicalLine, readLogicalLine } from "./line-reader.ts";
import { createProblemList } from "./problems.ts";
import { type InstructionParts, splitInstruction } from "./split-instruction.ts";
import type { DockerfileSyntax, Instruction, Token } from "./syntax.ts";
import { pushInstructionTokens } from "./tokens.ts";

/** Instructions that may open heredocs. */
const heredocKeywords: ReadonlySet<string> = new Set(["RUN", "COPY", "ADD"]);

/** Instructions whose argument may be an array in JSON. */
const jsonKeywords: ReadonlySet<string> = new Set(["RUN", "CMD", "ENTRYPOINT", "COPY", "ADD", "VOLUME", "SHELL"]);

/**
 * Reads a Dockerfile as BuildKit does, with the place of everything in it. Never throws: what BuildKit would refuse is
 * a diagnostic of level `error`, what is most likely not meant one of level `warning`, and the rest is read on.
 *
 * Fragments without FROM are read too. Takes time in proportion to the text.
 * Source: Dockerfile reference; moby/buildkit 0.34, frontend/dockerfile/parser.
 */
export function parseDockerfile(source: SourceText): DockerfileSyntax {
  const problems = createProblemList(source);
  const reader = createLineReader(source, problems.report);
  const instructions = readInstructions(reader);
  if (instructions.length === 0) reportEmpty(reader);
  return {
    source,
    escape: reader.head.escape,
    directives: reader.head.directives,
    comments: reader.comments,
    emptyContinuations: reader.emptyContinuations,
    instructions,
    diagnostics: problems.list(),
  };
}

/** Gives the tokens of a Dockerfile. They follow each other without gap or overlap: their texts joined are the file. */
export function tokensOf(source: SourceText): readonly Token[] {
  const tokens: Token[] = [];
  readInstructions(createLineReader(source, createProblemList(source).report, tokens));
  return tokens;
}

function readInstructions(reader: LineReader): readonly Instruction[] {
  const instructions: Instruction[] = [];
  for (let line = readLogicalLine(reader); line !== undefined; line = readLogicalLine(reader)) {
    instructions.push(readInstruction(reader, line));
    reader.instructionCount++;
  }
  return instructions;
}

/** A logical line cut into its instruction and, behind ONBUILD, the inner one. */
interface SplitLine {
  readonly line: LogicalLine;
  readonly outer: InstructionParts;
  readonly inner: InstructionParts | undefined;
}

function readInstruction(reader: LineReader, line: LogicalLine): Instruction {
  const { text } = line.text;
  const { escape } = reader.head;
  const outer = splitInstruction(text, { start: 0, end: text.length }, escape);
  const isHolder = nameOf(text, outer) === "ONBUILD" && outer.argument.end > outer.argument.start;
  const inner = isHolder ? splitInstruction(text, outer.argument, escape) : undefined;
  const split = { line, outer, inner };
  const { tokens, source } = reader;
  if (tokens !== undefined) pushInstructionTokens(tokens, source.text, line.layout ?? [], listParts(split));
  const read = mayHaveHeredocs(text, inner ?? outer) ? readHeredocs(reader, line) : noHeredocs;
  const { heredocs } = read;
  const end = findEnd(split, read);
  const trigger = inner === undefined ? undefined : buildTrigger(reader, split, { parts: inner, heredocs, end });
  const draft = createDraft(reader, split, { parts: outer, heredocs, end });
  if (nameOf(text, outer) === "ONBUILD" && inner === undefined) {
    reportMissing(draft, { en: "an instruction", ja: "後に実行する命令" });
  }
  return buildInstruction(draft, trigger);
}

function nameOf(text: string, parts: InstructionParts): string {
  return text.slice(parts.keyword.start, parts.keyword.end).toUpperCase();
}

function mayHaveHeredocs(text: string, parts: InstructionParts): boolean {
  if (!heredocKeywords.has(nameOf(text, parts)) || !text.includes("<<")) return false;
  return readJsonForm(text, parts.argument).kind !== "strings";
}

/** Gives the instruction behind ONBUILD; `undefined` for one that may not stand there. */
function buildTrigger(reader: LineReader, split: SplitLine, from: DraftSource): Instruction | undefined {
  const name = nameOf(split.line.text.text, from.parts);
  const draft = createDraft(reader, split, from);
  if (name !== "ONBUILD" && name !== "FROM" && name !== "MAINTAINER") return buildInstruction(draft);
  draft.report({
    code: "invalid-trigger",
    level: "error",
    ...draft.base.keywordRange,
    message: { en: `ONBUILD cannot hold back ${name}.`, ja: `ONBUILD の後に ${name} は指定できません。` },
  });
  return name === "ONBUILD" ? undefined : buildInstruction(draft);
}

interface DraftSource {
  readonly parts: InstructionParts;
  readonly heredocs: ReadHeredocs["heredocs"];
  readonly end: number;
}

function createDraft(reader: LineReader, split: SplitLine, from: DraftSource): Draft {
  const { parts, heredocs, end } = from;
  const line = split.line.text;
  const { escape } = reader.head;
  const { report, instructionCount: index } = reader;
  const name = line.text.slice(parts.keyword.start, parts.keyword.end);
  const keyword = name.toUpperCase();
  const keywordRange = originRange(line, parts.keyword);
  const flags = readFlags({ text: line, escape, keyword, report }, parts.flags);
  const argument = sliceMapped(line, parts.argument.start, parts.argument.end);
  const isTrigger = split.inner === parts;
  const base = { start: keywordRange.start, end, keywordRange, index, flags, argument, heredocs, isTrigger };
  const json = jsonKeywords.has(keyword) ? readJsonForm(line.text, parts.argument) : noJson;
  return { line, range: parts.argument, json, escape, report, name, base };
}

/** The end of the last line of the instruction, or of its last heredoc. */
function findEnd(split: SplitLine, heredocs: ReadHeredocs): number {
  const { keyword, argument, flags, terminator } = split.outer;
  const last = terminator?.end ?? flags.at(-1)?.end ?? keyword.end;
  const end = Math.max(last, argument.end > argument.start ? argument.end : last);
  return heredocs.end ?? originRange(split.line.text, { start: keyword.start, end }).end;
}

function listParts(split: SplitLine): Token[] {
  const { line, outer, inner } = split;
  const tokens: Token[] = [];
  const push = (kind: Token["kind"], range: OffsetRange): void => {
    if (range.end <= range.start) return;
    const { start, end } = originRange(line.text, range);
    tokens.push({ kind, start, end });
  };
  const parts = inner === undefined ? [outer] : [outer, inner];
  for (const part of parts) {
    push("keyword", part.keyword);
    for (const flag of part.flags) push("flag", flag);
    if (part.terminator !== undefined) push("flag", part.terminator);
  }
  push("argument", (inner ?? outer).argument);
  return tokens;
}

function reportEmpty(reader: LineReader): void {
  reader.report({
    code: "no-instructions",
    level: "error",
    start: 0,
    end: 0,
    message: {
      en: "The file has no instruction: expected at least FROM, got only blank lines and comments.",
      ja: "命令がありません。少なくとも FROM が必要ですが、空行とコメントしか含まれていません。",
    },
  });
}
