import {
  type DeclaredOption,
  fileMissing,
  givenTwice,
  noAssignment,
  optionsOf,
  quoted,
  takesNoValue,
  unknownCommandError,
  unknownOptionError,
  usageError,
  valueMissing,
  wrongWordError,
} from "./argument-errors.ts";
import type { CommandDescription } from "./command-description.ts";
import { type CommandName, findCommand, type OptionName } from "./command-table.ts";

/** What the user asked for. */
export interface Call {
  readonly command: CommandName;
  readonly operands: readonly string[];
  readonly switches: ReadonlySet<OptionName>;
  /** In the order given. */
  readonly values: ReadonlyMap<OptionName, readonly string[]>;
}

/** Gives the value of an option that is given at most once; the last one counts. */
export function lastValue(call: Call, option: OptionName): string | undefined {
  return call.values.get(option)?.at(-1);
}

/** Gives every value of an option. */
export function allValues(call: Call, option: OptionName): readonly string[] {
  return call.values.get(option) ?? [];
}

/**
 * Reads the arguments behind the program's name.
 *
 * Options stand anywhere (`--name value`, `--name=value`, `-n value`, `-nvalue`, switches together as `-qv`); `--` ends
 * them. A lone `-` is an operand.
 *
 * @throws {SekishoError} `usage`, `unknown-command` or `unknown-option`, with the word that was most likely meant.
 */
export function parseArguments(written: readonly string[]): Call {
  const parser: Parser = {
    command: undefined,
    operands: [],
    switches: new Set(),
    values: new Map(),
    rest: [...written],
  };
  readAll(parser, written);
  const { command, operands, switches, values } = parser;
  if (switches.has("version")) return { command: "version", operands: [], switches, values };
  if (switches.has("help")) {
    return { command: "help", operands: command === undefined ? [] : [command.name], switches, values };
  }
  if (command === undefined) {
    throw usageError({ en: "a command is missing", ja: "コマンドが指定されていません。" }, undefined);
  }
  checkOperands(command, operands);
  return { command: command.name, operands, switches, values };
}

type DeclaredCommand = CommandDescription & { readonly name: CommandName };

interface Parser {
  /** `undefined` until the first operand: only global options stand before it. */
  command: DeclaredCommand | undefined;
  readonly operands: string[];
  readonly switches: Set<OptionName>;
  readonly values: Map<OptionName, readonly string[]>;
  /** Arguments that are not read yet, the next one first. */
  readonly rest: string[];
}

function readAll(parser: Parser, written: readonly string[]): void {
  for (let argument = parser.rest.shift(); argument !== undefined; argument = parser.rest.shift()) {
    if (argument === "--" && parser.command !== undefined) parser.operands.push(...parser.rest.splice(0));
    else if (argument.startsWith("--")) readLong(parser, argument);
    else if (argument.startsWith("-") && argument !== "-") readShort(parser, argument);
    else if (parser.command !== undefined) parser.operands.push(argument);
    else parser.command = findCommand(argument) ?? refuseCommand(argument, written);
  }
}

function refuseCommand(word: string, written: readonly string[]): never {
  throw unknownCommandError(word, written);
}

function readLong(parser: Parser, argument: string): void {
  const equals = argument.indexOf("=");
  const name = equals === -1 ? argument.slice(2) : argument.slice(2, equals);
  const option = optionsOf(parser.command).find((candidate) => candidate.name === name);
  if (option === undefined) throw unknownOptionError(parser.command, `--${name}`);
  const attached = equals === -1 ? undefined : argument.slice(equals + 1);
  if (option.value === undefined) {
    if (attached !== undefined) throw usageError(takesNoValue(option, attached), parser.command);
    parser.switches.add(option.name);
  } else {
    addValue(parser, option, attached ?? parser.rest.shift());
  }
}

function readShort(parser: Parser, argument: string): void {
  for (let at = 1; at < argument.length; at++) {
    const letter = argument[at];
    const option = optionsOf(parser.command).find((candidate) => candidate.short === letter);
    if (option === undefined) throw unknownOptionError(parser.command, at === 1 ? argument : `-${letter ?? ""}`);
    if (option.value !== undefined) {
      const attached = argument.slice(at + 1).replace(/^=/, "");
      addValue(parser, option, attached === "" ? parser.rest.shift() : attached);
      return;
    }
    parser.switches.add(option.name);
  }
}

function addValue(parser: Parser, option: DeclaredOption, value: string | undefined): void {
  if (value === undefined || value === "") throw usageError(valueMissing(option), parser.command);
  const earlier = parser.values.get(option.name) ?? [];
  if (earlier.length > 0 && option.isRepeatable !== true) throw usageError(givenTwice(option), parser.command);
  checkValue(parser.command, option, value);
  parser.values.set(option.name, [...earlier, value]);
}

function checkValue(command: CommandDescription | undefined, option: DeclaredOption, value: string): void {
  if (option.value?.isAssignment === true && !/^[^=]+=/.test(value)) {
    throw usageError(noAssignment(option, value), command);
  }
  const words = option.value?.words;
  if (words === undefined) return;
  const equals = option.value?.acceptsFile === true ? value.indexOf("=") : -1;
  const word = equals === -1 ? value : value.slice(0, equals);
  if (!words.includes(word)) throw wrongWordError(`--${option.name}`, word, words);
  if (equals === value.length - 1) throw usageError(fileMissing(option, word), command);
}

function checkOperands(command: CommandDescription, operands: readonly string[]): void {
  const operand = command.operand;
  const [surplus] = operands.slice(operand?.maximum ?? 0);
  if (surplus !== undefined) {
    const text = { en: `unexpected argument ${quoted(surplus)}`, ja: `${quoted(surplus)} は余分な引数です。` };
    throw usageError(text, command);
  }
  if (operand === undefined) return;
  if (operands.length < operand.minimum) {
    const text = { en: `${operand.placeholder} is missing`, ja: `${operand.placeholder} が指定されていません。` };
    throw usageError(text, command);
  }
  const { words } = operand;
  const wrong = words === undefined ? undefined : operands.find((word) => !words.includes(word));
  if (wrong !== undefined) throw wrongWordError(operand.placeholder, wrong, words ?? []);
}
