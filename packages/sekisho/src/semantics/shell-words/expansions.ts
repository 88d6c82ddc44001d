import type { Command, ParameterExpansion, Script, ShellWord, WordPart } from "../../formats/shell/syntax.ts";
import type { CommandPlace } from "../../formats/shell/visit.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import { type PlacedWord, placedWordsOf, type WordRole } from "./word-roles.ts";

/** `$(…)` or backquotes. */
export type CommandSubstitution = Extract<WordPart, { readonly kind: "command-substitution" }>;

/** A parameter expansion or a command substitution, and what surrounds it. */
export interface PlacedExpansion<Part extends ParameterExpansion | CommandSubstitution> {
  readonly part: Part;
  /** The word of a command that holds it. */
  readonly word: ShellWord;
  readonly role: WordRole;
  readonly command: Command;
  readonly place: CommandPlace;
  /** It stands in double quotes. */
  readonly isQuoted: boolean;
  /** It stands in the braces of another expansion, or in arithmetic. */
  readonly isOperand: boolean;
  /**
   * The shell splits its value into words and takes what is left for file names. In `for` lists this is what people want,
   * so `list` is not counted.
   */
  readonly isSplit: boolean;
}

/** The expansions of a script in the order of its commands. */
export interface ScriptExpansions {
  readonly parameters: readonly PlacedExpansion<ParameterExpansion>[];
  readonly substitutions: readonly PlacedExpansion<CommandSubstitution>[];
}

/** Builtins whose arguments `name=value` are assignments, which bash does not split. */
export const declarationBuiltins: ReadonlySet<string> = new Set(["declare", "export", "local", "readonly", "typeset"]);

const splitRoles: ReadonlySet<WordRole> = new Set(["name", "argument", "redirect"]);

const expansionsByScript = new WeakMap<Script, ScriptExpansions>();

/** Gives every `$name` and `$(…)` of a script with what surrounds it. */
export function expansionsOf(script: Script): ScriptExpansions {
  const known = expansionsByScript.get(script);
  if (known !== undefined) return known;
  const parameters: PlacedExpansion<ParameterExpansion>[] = [];
  const substitutions: PlacedExpansion<CommandSubstitution>[] = [];
  const walk = (placed: PlacedWord, parts: readonly WordPart[], around: Surroundings): void => {
    for (const part of parts) {
      const entry = { ...placed, isQuoted: around.isQuoted, isOperand: around.isOperand, isSplit: around.isSplit };
      if (part.kind === "parameter") parameters.push({ ...entry, part });
      if (part.kind === "command-substitution") substitutions.push({ ...entry, part });
      walk(placed, partsOf(part), inside(part, around));
    }
  };
  for (const placed of placedWordsOf(script)) {
    walk(placed, placed.word.parts, { isQuoted: false, isOperand: false, isSplit: isSplitWord(placed, script) });
  }
  const found = { parameters, substitutions };
  expansionsByScript.set(script, found);
  return found;
}

interface Surroundings {
  readonly isQuoted: boolean;
  readonly isOperand: boolean;
  readonly isSplit: boolean;
}

function partsOf(part: WordPart): readonly WordPart[] {
  switch (part.kind) {
    case "double-quoted":
    case "arithmetic-expansion":
    case "glob":
    case "brace-expansion":
      return part.parts;
    case "parameter":
      return part.operand?.parts ?? [];
    default:
      return [];
  }
}

function inside(part: WordPart, around: Surroundings): Surroundings {
  if (part.kind === "double-quoted") return { ...around, isQuoted: true, isSplit: false };
  if (part.kind === "parameter" || part.kind === "arithmetic-expansion") {
    return { ...around, isOperand: true, isSplit: false };
  }
  return around;
}

function isSplitWord({ word, role, command }: PlacedWord, script: Script): boolean {
  if (!splitRoles.has(role)) return false;
  if (role !== "argument" || script.dialect !== "bash" || command.kind !== "simple") return true;
  const [name] = command.words;
  return !(declarationBuiltins.has(literalOf(name ?? word) ?? "") && startsWithAssignment(word));
}

/** Tells whether a word begins with `name=` or `name+=`. */
export function startsWithAssignment(word: ShellWord): boolean {
  const [first] = word.parts;
  return first?.kind === "literal" && /^[A-Za-z_]\w*\+?=/.test(first.text);
}

/** Tells whether an expansion is all there is of the word that names the program, in quotes or not. */
export function isCommandName({
  role,
  word,
  part,
}: PlacedExpansion<ParameterExpansion | CommandSubstitution>): boolean {
  if (role !== "name" || word.parts.length !== 1) return false;
  const [only] = word.parts;
  return only === part || (only?.kind === "double-quoted" && only.parts.length === 1 && only.parts[0] === part);
}
