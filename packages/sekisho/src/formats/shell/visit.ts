import type {
  AndOr,
  Command,
  ParameterExpansion,
  Pipeline,
  Redirect,
  Script,
  ShellWord,
  SimpleCommand,
  Statement,
  WordPart,
} from "./syntax.ts";

/** Where a command, or the command around a word, stands. */
export interface CommandPlace {
  /** Compound commands, functions and substitutions around it. */
  readonly depth: number;
  /** The innermost pipeline of at least two commands around it, and its position there, counted from 0. */
  readonly pipeline: { readonly node: Pipeline; readonly index: number; readonly length: number } | undefined;
  /** The operator before it in its and-or list. */
  readonly operator: "&&" | "||" | undefined;
  /** Its result is asked for and does not end the script: a condition of if, while, until, or negated. */
  readonly isTested: boolean;
  /** It may be left out: behind `||`, or in the body of if, case, a loop or a function. */
  readonly isConditional: boolean;
  /** Name of the innermost function whose body it stands in. */
  readonly inFunction: string | undefined;
  /** It stands in `$(…)`, backquotes, `<(…)` or `>(…)`. */
  readonly isInSubstitution: boolean;
  /** What it changes (variables, directory) ends with parentheses around it, a pipeline, a substitution or `&`. */
  readonly isInSubshell: boolean;
}

/** What to do at each kind of node; each is called before what stands in the node. */
export interface ShellVisitor {
  readonly command?: (command: Command, place: CommandPlace) => void;
  readonly word?: (word: ShellWord, place: CommandPlace) => void;
  readonly parameter?: (parameter: ParameterExpansion, place: CommandPlace) => void;
}

/** The place of a script's first command. */
const outermostPlace: CommandPlace = {
  depth: 0,
  pipeline: undefined,
  operator: undefined,
  isTested: false,
  isConditional: false,
  inFunction: undefined,
  isInSubstitution: false,
  isInSubshell: false,
};

const commandsByScript = new WeakMap<Script, readonly Command[]>();

/** Visits every command, word and parameter expansion in source order: functions, substitutions and heredocs included. */
export function visitScript(script: Script, visitor: ShellVisitor): void {
  visitStatements(script.statements, outermostPlace, visitor);
}

/** Gives every command in source order, an outer one before those in it. */
export function commandsOf(script: Script): readonly Command[] {
  const known = commandsByScript.get(script);
  if (known !== undefined) return known;
  const commands: Command[] = [];
  visitScript(script, { command: (command) => commands.push(command) });
  commandsByScript.set(script, commands);
  return commands;
}

/** Gives every word in source order: arguments, values, targets, patterns, operands, heredoc bodies. */
export function wordsOf(script: Script): readonly ShellWord[] {
  const words: ShellWord[] = [];
  visitScript(script, { word: (word) => words.push(word) });
  return words;
}

/** Gives every `$name` and `${name…}` in source order, an outer one before those in its operand. */
export function parametersOf(script: Script): readonly ParameterExpansion[] {
  const parameters: ParameterExpansion[] = [];
  visitScript(script, { parameter: (parameter) => parameters.push(parameter) });
  return parameters;
}

function visitStatements(statements: readonly Statement[], place: CommandPlace, visitor: ShellVisitor): void {
  for (const { command, isBackground } of statements) {
    visitCommand(command, isBackground ? { ...place, isInSubshell: true } : place, visitor);
  }
}

function visitCommand(command: Command, place: CommandPlace, visitor: ShellVisitor): void {
  visitor.command?.(command, place);
  switch (command.kind) {
    case "simple":
      return visitSimple(command, place, visitor);
    case "pipeline":
      return visitPipeline(command, place, visitor);
    case "and-or":
      return visitAndOr(command, place, visitor);
    case "function":
      return visitCommand(command.body, { ...inBody(place), inFunction: command.name }, visitor);
    default:
      visitCompound(command, place, visitor);
      visitRedirects(command.redirects, place, visitor);
  }
}

/** The place of what stands inside a construct that always runs it. */
function inside(place: CommandPlace): CommandPlace {
  return { ...place, depth: place.depth + 1, operator: undefined };
}

function inBody(place: CommandPlace): CommandPlace {
  return { ...inside(place), isConditional: true };
}

function inCondition(place: CommandPlace): CommandPlace {
  return { ...inside(place), isTested: true };
}

function visitPipeline(pipeline: Pipeline, place: CommandPlace, visitor: ShellVisitor): void {
  const isTested = place.isTested || pipeline.isNegated;
  const length = pipeline.commands.length;
  for (const [index, command] of pipeline.commands.entries()) {
    const inPipe = length < 2 ? place : { ...place, pipeline: { node: pipeline, index, length }, isInSubshell: true };
    visitCommand(command, { ...inPipe, isTested }, visitor);
  }
}

function visitAndOr(list: AndOr, place: CommandPlace, visitor: ShellVisitor): void {
  for (const { operator, command } of list.operands) {
    const isConditional = place.isConditional || operator === "||";
    visitCommand(command, { ...place, operator: operator ?? place.operator, isConditional }, visitor);
  }
}

type Compound = Exclude<Command, SimpleCommand | Pipeline | AndOr | { readonly kind: "function" }>;

function visitCompound(command: Compound, place: CommandPlace, visitor: ShellVisitor): void {
  switch (command.kind) {
    case "group":
      return visitStatements(command.body, inside(place), visitor);
    case "subshell":
      return visitStatements(command.body, { ...inside(place), isInSubshell: true }, visitor);
    case "if":
      for (const branch of command.branches) {
        visitStatements(branch.condition, inCondition(place), visitor);
        visitStatements(branch.body, inBody(place), visitor);
      }
      return visitStatements(command.otherwise ?? [], inBody(place), visitor);
    case "for":
    case "select":
      visitWords(command.words ?? [], place, visitor);
      return visitStatements(command.body, inBody(place), visitor);
    case "arithmetic-for":
      visitWords(command.expressions, place, visitor);
      return visitStatements(command.body, inBody(place), visitor);
    case "while":
    case "until":
      visitStatements(command.condition, inCondition(place), visitor);
      return visitStatements(command.body, inBody(place), visitor);
    case "case":
      visitWord(command.word, place, visitor);
      for (const item of command.items) {
        visitWords(item.patterns, place, visitor);
        visitStatements(item.body, inBody(place), visitor);
      }
      return;
    case "double-bracket":
    case "arithmetic":
      return visitWords(command.words, place, visitor);
  }
}

function visitSimple(command: SimpleCommand, place: CommandPlace, visitor: ShellVisitor): void {
  for (const assignment of command.assignments) {
    visitWord(assignment.value, place, visitor);
    visitWords(assignment.array ?? [], place, visitor);
  }
  const first = command.redirects[0];
  if (first === undefined) return visitWords(command.words, place, visitor);
  if ((command.words.at(-1)?.start ?? 0) < first.start) {
    visitWords(command.words, place, visitor);
    return visitRedirects(command.redirects, place, visitor);
  }
  // Redirects between words are rare: only they are worth the sorting.
  const pieces = [...command.words, ...command.redirects].sort((left, right) => left.start - right.start);
  for (const piece of pieces) {
    if ("parts" in piece) visitWord(piece, place, visitor);
    else visitRedirects([piece], place, visitor);
  }
}

function visitRedirects(redirects: readonly Redirect[], place: CommandPlace, visitor: ShellVisitor): void {
  for (const redirect of redirects) {
    visitWord(redirect.target, place, visitor);
    if (redirect.heredoc?.body !== undefined) visitWord(redirect.heredoc.body, place, visitor);
  }
}

function visitWords(words: readonly ShellWord[], place: CommandPlace, visitor: ShellVisitor): void {
  for (const word of words) visitWord(word, place, visitor);
}

function visitWord(word: ShellWord, place: CommandPlace, visitor: ShellVisitor): void {
  visitor.word?.(word, place);
  visitParts(word.parts, place, visitor);
}

function visitParts(parts: readonly WordPart[], place: CommandPlace, visitor: ShellVisitor): void {
  for (const part of parts) visitPart(part, place, visitor);
}

function visitPart(part: WordPart, place: CommandPlace, visitor: ShellVisitor): void {
  switch (part.kind) {
    case "literal":
    case "single-quoted":
      return;
    case "double-quoted":
    case "arithmetic-expansion":
    case "glob":
    case "brace-expansion":
      return visitParts(part.parts, place, visitor);
    case "parameter":
      visitor.parameter?.(part, place);
      if (part.operand !== undefined) visitWord(part.operand, place, visitor);
      return;
    case "command-substitution":
    case "process-substitution":
      return visitStatements(part.body, inSubstitution(place), visitor);
    case "array":
      return visitWords(part.elements, place, visitor);
  }
}

function inSubstitution(place: CommandPlace): CommandPlace {
  return { ...inside(place), pipeline: undefined, isTested: false, isInSubstitution: true, isInSubshell: true };
}
