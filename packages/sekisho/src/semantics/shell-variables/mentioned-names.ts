import type {
  Command,
  ParameterExpansion,
  Script,
  ShellWord,
  SimpleCommand,
  WordPart,
} from "../../formats/shell/syntax.ts";
import { visitScript } from "../../formats/shell/visit.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import { nameOfCommand } from "../shell-words/only-command.ts";
import { testOf } from "../shell-words/test-expressions.ts";

/** Builtins that read their arguments as a script, now or later. */
const evaluating: ReadonlySet<string> = new Set(["eval", "trap", "alias"]);

/** What a script says of variables without setting them. */
export interface MentionedNames {
  /** `$name` and `${name…}`. */
  readonly expansions: readonly ParameterExpansion[];
  /** Names in arithmetic, subscripts, `-v` tests, and in texts that are evaluated later. */
  readonly others: ReadonlySet<string>;
  /** Names whose being set or empty is what a test asks: `-v name`, `-n "$name"`, `-z "$name"`, `[ "$name" ]`. */
  readonly tested: ReadonlySet<string>;
  /** It runs a file or a text of which nothing is known: that may set and read any variable. */
  readonly isOpen: boolean;
}

/** Gives the variables that a script reads. */
export function mentionedNames(script: Script): MentionedNames {
  const known = namesByScript.get(script);
  if (known !== undefined) return known;
  const names = readNames(script);
  namesByScript.set(script, names);
  return names;
}

const namesByScript = new WeakMap<Script, MentionedNames>();

function readNames(script: Script): MentionedNames {
  const expansions: ParameterExpansion[] = [];
  const others = new Set<string>();
  const tested = new Set<string>();
  let isOpen = false;
  visitScript(script, {
    parameter(parameter) {
      expansions.push(parameter);
      addIdentifiers(parameter.index ?? "", others);
      if (parameter.operator === ":" && parameter.operand !== undefined) addArithmetic(parameter.operand.parts, others);
    },
    word: (word) => addArithmeticOf(word.parts, others),
    command(command) {
      addCommand(command, others);
      addTested(command, tested);
      isOpen ||= command.kind === "simple" && isOpening(command);
    },
  });
  return { expansions, others, tested, isOpen };
}

function addTested(command: Command, tested: Set<string>): void {
  const words = testOf(command)?.words ?? [];
  for (const [index, word] of words.entries()) {
    const before = textAt(words, index - 1);
    if (before === "-v") tested.add(literalOf(word) ?? "");
    const isAsked =
      /^-[nz]$/.test(before) || (words.length === 1 && index === 0) || (before === "!" && words.length === 2);
    if (isAsked) addExpanded(word.parts, tested);
  }
}

function addExpanded(parts: readonly WordPart[], names: Set<string>): void {
  for (const part of parts) {
    if (part.kind === "parameter") names.add(part.name);
    else if (part.kind === "double-quoted") addExpanded(part.parts, names);
  }
}

function isOpening(command: SimpleCommand): boolean {
  const name = nameOfCommand(command);
  if (name === "." || name === "source") return true;
  return name === "eval" && command.words.some((word) => literalOf(word) === undefined);
}

function addCommand(command: Command, others: Set<string>): void {
  if (command.kind === "arithmetic") for (const { parts } of command.words) addArithmetic(parts, others);
  if (command.kind === "arithmetic-for") for (const { parts } of command.expressions) addArithmetic(parts, others);
  if (command.kind === "double-bracket") addConditionNames(command.words, others);
  if (command.kind !== "simple") return;
  for (const { index } of command.assignments) addIdentifiers(index ?? "", others);
  const args = command.words.slice(1);
  const name = nameOfCommand(command);
  if (name === "let") for (const word of args) addIdentifiers(literalOf(word) ?? "", others);
  if (name === "[" || name === "test") addConditionNames(args, others);
  if (name === undefined || !evaluating.has(name)) return;
  for (const word of args) {
    for (const match of (literalOf(word) ?? "").matchAll(/\$\{?#?([A-Za-z_]\w*)/g)) others.add(match[1] ?? "");
  }
}

/** `-v name`, and bare names beside the operators that compare numbers. */
function addConditionNames(words: readonly ShellWord[], others: Set<string>): void {
  for (const [index, word] of words.entries()) {
    const text = literalOf(word) ?? "";
    if (text === "-v") addIdentifiers(textAt(words, index + 1), others);
    if (!/^-(?:eq|ne|lt|le|gt|ge)$/.test(text)) continue;
    addIdentifiers(textAt(words, index - 1), others);
    addIdentifiers(textAt(words, index + 1), others);
  }
}

function textAt(words: readonly ShellWord[], index: number): string {
  const word = words[index];
  return word === undefined ? "" : (literalOf(word) ?? "");
}

function addArithmeticOf(parts: readonly WordPart[], others: Set<string>): void {
  for (const part of parts) {
    if (part.kind === "arithmetic-expansion") addArithmetic(part.parts, others);
    else if (part.kind === "double-quoted") addArithmeticOf(part.parts, others);
  }
}

function addArithmetic(parts: readonly WordPart[], others: Set<string>): void {
  for (const part of parts) if (part.kind === "literal") addIdentifiers(part.text, others);
}

function addIdentifiers(text: string, others: Set<string>): void {
  for (const match of text.matchAll(/(?<![\w#])[A-Za-z_]\w*/g)) others.add(match[0]);
}
