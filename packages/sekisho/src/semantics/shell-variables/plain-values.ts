import type {
  Command,
  ParameterExpansion,
  Script,
  ShellWord,
  Statement,
  WordPart,
} from "../../formats/shell/syntax.ts";
import { commandsOf } from "../../formats/shell/visit.ts";
import { hasExpansion } from "../shell-words/quoting.ts";
import { assignedNames } from "./assigned-names.ts";

/**
 * Names whose values the shell makes itself, numbers and flags: nothing in them is split, no file name is looked for.
 * Sources: POSIX, 2.5.2 "Special Parameters"; bash(1), "Shell Variables".
 */
const plainNames: ReadonlySet<string> = new Set([
  ..."$-?!#",
  ...(
    "BASHPID BASH_ARGC BASH_LINENO BASH_SUBSHELL COLUMNS EPOCHREALTIME EPOCHSECONDS EUID HISTFILESIZE HISTSIZE LINENO " +
    "LINES OPTIND PPID RANDOM SECONDS SHELLOPTS SHLVL SRANDOM UID"
  ).split(" "),
]);

/**
 * Finds the parameter expansions whose value is known to be in one piece at the place where they stand: it comes from
 * literal text without blanks and patterns, from numbers, or from other such values. `isPlainAtStart` tells it of the
 * variables that are set before the script.
 */
export function findPlainUses(
  script: Script,
  isPlainAtStart: (name: string) => boolean,
): ReadonlySet<ParameterExpansion> {
  const flow = new PlainValueFlow(script, isPlainAtStart);
  flow.statements(script.statements);
  return flow.plain;
}

/** Walks through a script as the shell does, and keeps what is known of each variable. */
class PlainValueFlow {
  readonly plain = new Set<ParameterExpansion>();
  readonly #script: Script;
  readonly #isPlainAtStart: (name: string) => boolean;
  readonly #known = new Map<string, boolean>();
  /** What was overwritten since the innermost branch began: the name and the value before. */
  #journal: { readonly name: string; readonly before: boolean | undefined }[] = [];

  constructor(script: Script, isPlainAtStart: (name: string) => boolean) {
    this.#script = script;
    this.#isPlainAtStart = isPlainAtStart;
  }

  statements(statements: readonly Statement[]): void {
    for (const { command } of statements) this.#command(command);
  }

  #command(command: Command): void {
    switch (command.kind) {
      case "pipeline":
        for (const part of command.commands) this.#command(part);
        return;
      case "and-or":
        for (const [index, operand] of command.operands.entries()) {
          if (index === 0 || operand.operator === "&&") this.#command(operand.command);
          else this.#branches([() => this.#command(operand.command)], false);
        }
        return;
      case "function":
        this.#branches([() => this.#command(command.body)], false);
        return;
      case "if":
        this.#if(command);
        return;
      case "case":
        this.#case(command);
        return;
      case "group":
      case "subshell":
        this.statements(command.body);
        this.#redirects(command);
        return;
      default:
        this.#loopOrSimple(command);
    }
  }

  #loopOrSimple(
    command: Exclude<
      Command,
      { readonly kind: "pipeline" | "and-or" | "function" | "if" | "case" | "group" | "subshell" }
    >,
  ): void {
    this.#redirects(command);
    switch (command.kind) {
      case "simple":
        for (const assignment of command.assignments) this.#words([assignment.value, ...(assignment.array ?? [])]);
        this.#words(command.words);
        this.#assign(command);
        return;
      case "for":
      case "select":
        this.#words(command.words ?? []);
        this.#set(
          command.variable,
          command.words?.every((word) => !hasExpansion(word.parts) && this.#isPlainWord(word)) ?? false,
        );
        this.#loop(command.body);
        return;
      case "arithmetic-for":
        this.#words(command.expressions);
        this.#loop(command.body);
        return;
      case "while":
      case "until":
        this.#forgetChanged([...command.condition, ...command.body]);
        this.statements(command.condition);
        this.#branches([() => this.statements(command.body)], false);
        return;
      default:
        this.#words(command.words);
    }
  }

  #if(command: Extract<Command, { readonly kind: "if" }>): void {
    const [first, ...others] = command.branches;
    if (first !== undefined) this.statements(first.condition);
    const branches = [first, ...others].map((branch, index) => () => {
      if (index > 0) this.statements(branch?.condition ?? []);
      this.statements(branch?.body ?? []);
    });
    const { otherwise } = command;
    if (otherwise !== undefined) branches.push(() => this.statements(otherwise));
    this.#branches(branches, otherwise !== undefined);
    this.#redirects(command);
  }

  #case(command: Extract<Command, { readonly kind: "case" }>): void {
    this.#words([command.word]);
    const branches = command.items.map((item) => () => {
      this.#words(item.patterns);
      this.statements(item.body);
    });
    const isComplete = command.items.some(({ patterns }) => patterns.some(isAnything));
    this.#branches(branches, isComplete);
    this.#redirects(command);
  }

  #loop(body: readonly Statement[]): void {
    this.#forgetChanged(body);
    this.#branches([() => this.statements(body)], false);
  }

  /** What a loop changes is not known when its body begins again. Values that are plain by themselves do no harm. */
  #forgetChanged(body: readonly Statement[]): void {
    for (const command of commandsOf({ ...this.#script, statements: body })) {
      for (const { name, value, isAppend } of assignedNames(command)) {
        if (isAppend || value === undefined || !this.#isPlainWord(value)) this.#set(name, false);
      }
    }
  }

  /** Goes through ways of which one is taken; without completeness also none. A variable is plain when all agree. */
  #branches(ways: readonly (() => void)[], isComplete: boolean): void {
    const outer = this.#journal;
    const results = new Map<string, { plain: boolean; count: number }>();
    for (const way of ways) {
      this.#journal = [];
      way();
      for (const name of new Set(this.#journal.map((entry) => entry.name))) {
        const result = results.get(name) ?? { plain: true, count: 0 };
        results.set(name, { plain: result.plain && this.#isPlain(name), count: result.count + 1 });
      }
      for (const { name, before } of this.#journal.toReversed()) {
        if (before === undefined) this.#known.delete(name);
        else this.#known.set(name, before);
      }
    }
    this.#journal = outer;
    for (const [name, result] of results) {
      const isSetEverywhere = isComplete && result.count === ways.length;
      this.#set(name, result.plain && (isSetEverywhere || this.#isPlain(name)));
    }
  }

  #assign(command: Command): void {
    for (const { name, value, isAppend, isDeclaration } of assignedNames(command)) {
      if (isDeclaration) continue;
      const isPlain = value !== undefined && this.#isPlainWord(value);
      this.#set(name, isPlain && (!isAppend || this.#isPlain(name)));
    }
  }

  #set(name: string, isPlain: boolean): void {
    this.#journal.push({ name, before: this.#known.get(name) });
    this.#known.set(name, isPlain);
  }

  #isPlain(name: string): boolean {
    return this.#known.get(name) ?? (plainNames.has(name) || this.#isPlainAtStart(name));
  }

  #isPlainWord(word: ShellWord): boolean {
    return word.parts.every((part) => this.#isPlainPart(part));
  }

  #isPlainPart(part: WordPart): boolean {
    switch (part.kind) {
      case "literal":
      case "single-quoted":
        return !/[\s*?[]/.test(part.text);
      case "double-quoted":
        return part.parts.every((inner) => this.#isPlainPart(inner));
      case "arithmetic-expansion":
        return true;
      case "brace-expansion":
        return part.parts.every((inner) => this.#isPlainPart(inner));
      case "parameter":
        return this.#isPlainParameter(part);
      default:
        return false;
    }
  }

  #isPlainParameter(part: ParameterExpansion): boolean {
    if (part.isLength) return true;
    if (part.index !== undefined || part.isIndirect) return false;
    if (part.operator === undefined) return this.#isPlain(part.name);
    const isDefault =
      part.operator === ":-" || part.operator === "-" || part.operator === ":=" || part.operator === "=";
    const isOperandPlain = part.operand === undefined || this.#isPlainWord(part.operand);
    if (isDefault) return this.#isPlain(part.name) && isOperandPlain;
    return part.operator.startsWith("/") ? this.#isPlain(part.name) && isOperandPlain : this.#isPlain(part.name);
  }

  #redirects(command: Extract<Command, { readonly redirects: unknown }>): void {
    for (const { target, heredoc } of command.redirects)
      this.#words([target, ...(heredoc?.body === undefined ? [] : [heredoc.body])]);
  }

  /** Judges the expansions of words, and goes through the commands in their substitutions. */
  #words(words: readonly ShellWord[]): void {
    for (const word of words) this.#parts(word.parts);
  }

  #parts(parts: readonly WordPart[]): void {
    for (const part of parts) {
      switch (part.kind) {
        case "parameter":
          if (this.#isPlainParameter(part)) this.plain.add(part);
          if (part.operand !== undefined) this.#parts(part.operand.parts);
          if (part.operator === ":=" || part.operator === "=") this.#set(part.name, this.#isPlainParameter(part));
          break;
        case "command-substitution":
        case "process-substitution":
          this.#branches([() => this.statements(part.body)], false);
          break;
        case "array":
          this.#words(part.elements);
          break;
        case "literal":
        case "single-quoted":
          break;
        default:
          this.#parts(part.parts);
      }
    }
  }
}

function isAnything(pattern: ShellWord): boolean {
  const [only] = pattern.parts;
  return pattern.parts.length === 1 && only?.kind === "glob" && only.text === "*";
}
