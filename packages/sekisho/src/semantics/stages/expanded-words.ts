import type { Flag, Heredoc, Instruction, VariableUse, Word } from "../../formats/dockerfile/syntax.ts";
import { originRange } from "../../model/mapped-text.ts";

const expandedCopyFlags: readonly string[] = ["chown", "chmod", "checksum"];

/**
 * Gives the words of an instruction whose variables the builder replaces, in order. What a shell, a health check or a
 * program reads is not among them.
 * Source: BuildKit, instructions/commands.go, the methods Expand; Dockerfile reference, "Environment replacement".
 */
export function expandedWords(instruction: Instruction): readonly Word[] {
  switch (instruction.keyword) {
    case "ENV":
    case "LABEL":
      return instruction.pairs.flatMap(({ key, value }) => (value === undefined ? [key] : [key, value]));
    case "ARG":
      return instruction.pairs.flatMap(({ value }) => value ?? []);
    case "COPY":
    case "ADD":
      return [
        ...flagValues(instruction.flags, expandedCopyFlags),
        ...instruction.sources,
        ...(instruction.destination === undefined ? [] : [instruction.destination]),
      ];
    case "RUN":
      return flagValues(instruction.flags, ["mount"]);
    case "VOLUME":
      return instruction.words;
    case "USER":
    case "WORKDIR":
    case "STOPSIGNAL":
      return instruction.value === undefined ? [] : [instruction.value];
    default:
      return [];
  }
}

/**
 * Gives the variables that the builder replaces in the heredocs of COPY and ADD. Quotes mean nothing there, a backslash
 * keeps a `$`, and a quoted delimiter keeps all of them.
 * Source: BuildKit, instructions/commands.go, SourcesAndDest.ExpandRaw.
 */
export function expandedHeredocUses(instruction: Instruction): readonly VariableUse[] {
  if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") return [];
  return instruction.heredocs.flatMap((heredoc) => (heredoc.isQuoted ? [] : usesIn(heredoc)));
}

function usesIn({ body }: Heredoc): readonly VariableUse[] {
  const uses: VariableUse[] = [];
  let brace = -1;
  for (const match of body.text.matchAll(/\\[^]|\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(:?[-+?])?)/g)) {
    const name = match[1] ?? match[2];
    if (name === undefined) continue;
    // Searched on from the last one found, so that a body without a closing brace is not walked for every use.
    if (match[2] !== undefined && brace < match.index) brace = indexOrEnd(body.text, "}", match.index);
    const end = match[1] === undefined && brace < body.text.length ? brace + 1 : match.index + match[0].length;
    const range = originRange(body, { start: match.index, end });
    uses.push({ ...range, name, modifier: match[3], operand: undefined });
  }
  return uses;
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const found = text.indexOf(wanted, from);
  return found === -1 ? text.length : found;
}

function flagValues(flags: readonly Flag[], names: readonly string[]): readonly Word[] {
  return flags.flatMap(({ name, value }) => (value !== undefined && names.includes(name) ? value : []));
}
