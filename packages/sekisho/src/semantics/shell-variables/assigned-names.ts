import type { Assignment, Command, ShellWord, SimpleCommand } from "../../formats/shell/syntax.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import { declarationBuiltins } from "../shell-words/expansions.ts";
import { nameOfCommand } from "../shell-words/only-command.ts";

/** A variable that a command sets in the shell that runs it. */
export interface AssignedName extends OffsetRange {
  readonly name: string;
  /** What it is set to; `undefined` when that is not written in one word (`read`, `for`, an array). */
  readonly value: ShellWord | undefined;
  readonly isAppend: boolean;
  /** It is the result of arithmetic. */
  readonly isNumber: boolean;
  /** It is only declared, or passed on to programs: `export name`. */
  readonly isDeclaration: boolean;
  readonly isExported: boolean;
}

/** Builtins that set the variables they name, with the options of theirs that take a value. */
const namingBuiltins: ReadonlyMap<string, string> = new Map([
  ["read", "dinNptu"],
  ["mapfile", "dnOsuCc"],
  ["readarray", "dnOsuCc"],
]);

/** Gives the variables that a command itself sets, not those that commands in it set. */
export function assignedNames(command: Command): readonly AssignedName[] {
  switch (command.kind) {
    case "simple":
      return command.words.length === 0 ? command.assignments.map(fromAssignment) : fromBuiltin(command);
    case "arithmetic":
      return command.words.flatMap(fromArithmetic);
    case "arithmetic-for":
      return command.expressions.flatMap(fromArithmetic);
    case "for":
    case "select":
      return [{ ...plain(command.variable, command.variableRange), value: undefined }];
    default:
      return [];
  }
}

function plain(name: string, { start, end }: OffsetRange): AssignedName {
  return {
    name,
    start,
    end,
    value: undefined,
    isAppend: false,
    isNumber: false,
    isDeclaration: false,
    isExported: false,
  };
}

function fromAssignment(assignment: Assignment): AssignedName {
  const isScalar = assignment.array === undefined && assignment.index === undefined;
  const range = { start: assignment.start, end: assignment.start + assignment.name.length };
  return {
    ...plain(assignment.name, range),
    value: isScalar ? assignment.value : undefined,
    isAppend: assignment.isAppend,
  };
}

function fromBuiltin(command: SimpleCommand): readonly AssignedName[] {
  const name = nameOfCommand(command);
  if (name === undefined) return [];
  const args = command.words.slice(1);
  if (declarationBuiltins.has(name)) {
    const isExported = name === "export" || args.some((word) => /^-.*x/.test(literalOf(word) ?? ""));
    return args.flatMap((word) => fromDeclaration(word, isExported));
  }
  const valueLetters = namingBuiltins.get(name);
  if (valueLetters !== undefined) return namesBehindOptions(args, valueLetters);
  if (name === "getopts") return args.slice(1, 2).flatMap(nameOf);
  if (name === "printf") {
    const [option, variable] = args;
    const setsVariable = option !== undefined && variable !== undefined && literalOf(option) === "-v";
    return setsVariable ? nameOf(variable) : [];
  }
  if (name === "let") return args.flatMap(letName);
  return [];
}

function fromDeclaration(word: ShellWord, isExported: boolean): readonly AssignedName[] {
  const [first, ...others] = word.parts;
  if (first?.kind !== "literal") return [];
  const match = /^([A-Za-z_]\w*)(\+?=)?/.exec(first.text);
  const [, name, operator] = match ?? [];
  if (name === undefined || (operator === undefined && (others.length > 0 || name.length < first.text.length)))
    return [];
  const entry = { ...plain(name, { start: word.start, end: word.start + name.length }), isExported };
  if (operator === undefined) return [{ ...entry, isDeclaration: true }];
  const prefix = name.length + operator.length;
  const rest = first.text.slice(prefix);
  const head = rest === "" ? [] : [{ ...first, text: rest, start: first.start + prefix }];
  const isArray = others.some((part) => part.kind === "array");
  const value = isArray ? undefined : { parts: [...head, ...others], start: word.start + prefix, end: word.end };
  return [{ ...entry, value, isAppend: operator === "+=" }];
}

function namesBehindOptions(args: readonly ShellWord[], valueLetters: string): readonly AssignedName[] {
  const names: AssignedName[] = [];
  for (let index = 0; index < args.length; index++) {
    const word = args[index];
    const text = word === undefined ? undefined : literalOf(word);
    if (word === undefined || text === undefined) continue;
    if (!/^-./.test(text)) names.push(...nameOf(word));
    else if (valueLetters.includes(text.at(-1) ?? "")) index++;
  }
  return names;
}

function nameOf(word: ShellWord): readonly AssignedName[] {
  const name = literalOf(word) ?? "";
  return /^[A-Za-z_]\w*$/.test(name) ? [plain(name, word)] : [];
}

function letName(word: ShellWord): readonly AssignedName[] {
  return namesInArithmetic(literalOf(word) ?? "", word.start);
}

function fromArithmetic({ parts }: ShellWord): readonly AssignedName[] {
  return parts.flatMap((part) => (part.kind === "literal" ? namesInArithmetic(part.text, part.start) : []));
}

/** `name = …`, `name += …`, `name++` and `++name`. */
const arithmeticAssignment =
  /(?<![\w$#])(?:([A-Za-z_]\w*)\s*(?:(?:[-+*/%&|^]|<<|>>)?=(?!=)|\+\+|--)|(?:\+\+|--)([A-Za-z_]\w*))/g;

function namesInArithmetic(text: string, start: number): readonly AssignedName[] {
  return [...text.matchAll(arithmeticAssignment)].map((match) => {
    const name = match[1] ?? match[2] ?? "";
    const at = start + match.index + match[0].indexOf(name);
    return { ...plain(name, { start: at, end: at + name.length }), isNumber: true };
  });
}
