import type {
  Command,
  ParameterExpansion,
  Script,
  ShellWord,
  Statement,
  WordPart,
} from "../../formats/shell/syntax.ts";
import { commandsOf } from "../../formats/shell/visit.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import { nameOfCommand } from "../shell-words/only-command.ts";
import { hasExpansion } from "../shell-words/quoting.ts";
import { type AssignedName, assignedNames } from "./assigned-names.ts";

/**
 * Names whose values the shell makes itself, numbers and flags: nothing in them is split, no file name is looked for.
 * Sources: POSIX, 2.5.2 "Special Parameters"; bash(1), "Shell Variables".
 */
const plainNames: ReadonlySet<string> = new Set(
  (
    "$ - ? ! # BASHPID BASH_ARGC BASH_LINENO BASH_SUBSHELL COLUMNS EPOCHREALTIME EPOCHSECONDS EUID HISTFILESIZE HISTSIZE LINENO " +
    "LINES OPTIND PPID RANDOM SECONDS SHELLOPTS SHLVL SRANDOM UID"
  ).split(" "),
);

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

/** What is known of a value: one piece, nothing at all (which vanishes without quotes), or anything. */
type ValueKind = "piece" | "empty" | "unknown";

/** Walks through a script as the shell does, and keeps what is known of each variable. */
class PlainValueFlow {
  readonly plain = new Set<ParameterExpansion>();
  readonly #script: Script;
  readonly #isPlainAtStart: (name: string) => boolean;
  readonly #known = new Map<string, ValueKind>();
  /** What was overwritten since the innermost branch began: the name and the value before. */
  #journal: { readonly name: string; readonly before: ValueKind | undefined }[] = [];

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
        for (const part of command.commands) {
          if (command.commands.length > 1) this.#apart(() => this.#command(part));
          else this.#command(part);
        }
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
      case "subshell":
        this.#apart(() => this.statements(command.body));
        this.#redirects(command);
        return;
      case "group":
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
        this.#set(command.variable, this.#listKind(command.words));
        this.#loop(command.body);
        return;
      case "arithmetic-for":
        this.#words(command.expressions);
        this.#assign(command);
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
        this.#assign(command);
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

  /** What a loop changes is not known when its body begins again. Values in one piece by themselves do no harm. */
  #forgetChanged(body: readonly Statement[]): void {
    for (const command of commandsOf({ ...this.#script, statements: body })) {
      for (const assigned of assignedNames(command)) {
        const isPiece = !assigned.isAppend && this.#kindOfAssigned(assigned) === "piece";
        if (!assigned.isDeclaration && !isPiece) this.#set(assigned.name, "unknown");
      }
    }
  }

  /** Goes through something that changes nothing for what follows. */
  #apart(way: () => void): void {
    const outer = this.#journal;
    this.#journal = [];
    way();
    this.#undo();
    this.#journal = outer;
  }

  #undo(): void {
    for (const { name, before } of this.#journal.toReversed()) {
      if (before === undefined) this.#known.delete(name);
      else this.#known.set(name, before);
    }
  }

  /** Goes through ways of which one is taken; without completeness also none. */
  #branches(ways: readonly (() => void)[], isComplete: boolean): void {
    const outer = this.#journal;
    const results = new Map<string, { readonly kind: ValueKind; readonly count: number }>();
    for (const way of ways) {
      this.#journal = [];
      way();
      for (const name of new Set(this.#journal.map((entry) => entry.name))) {
        const result = results.get(name);
        const kind = this.#kindOf(name);
        results.set(name, {
          kind: result === undefined ? kind : join(result.kind, kind),
          count: (result?.count ?? 0) + 1,
        });
      }
      this.#undo();
    }
    this.#journal = outer;
    for (const [name, { kind, count }] of results) {
      const isSetEverywhere = isComplete && count === ways.length;
      this.#set(name, isSetEverywhere ? kind : join(kind, this.#kindOf(name)));
    }
  }

  #assign(command: Command): void {
    for (const assigned of assignedNames(command)) {
      if (assigned.isDeclaration) continue;
      const kind = this.#kindOfAssigned(assigned);
      this.#set(assigned.name, assigned.isAppend ? concatenate([this.#kindOf(assigned.name), kind]) : kind);
    }
    if (command.kind !== "simple" || nameOfCommand(command) !== "unset") return;
    for (const word of command.words.slice(1)) this.#set(literalOf(word) ?? "", "unknown");
  }

  #kindOfAssigned({ value, isNumber }: AssignedName): ValueKind {
    if (isNumber) return "piece";
    return value === undefined ? "unknown" : this.#kindOfParts(value.parts);
  }

  #set(name: string, kind: ValueKind): void {
    this.#journal.push({ name, before: this.#known.get(name) });
    this.#known.set(name, kind);
  }

  #kindOf(name: string): ValueKind {
    return this.#known.get(name) ?? (plainNames.has(name) || this.#isPlainAtStart(name) ? "piece" : "unknown");
  }

  /** What a loop over the words sets its variable to: fixed words are known, what is expanded is not. */
  #listKind(words: readonly ShellWord[] | undefined): ValueKind {
    const isFixed = words?.every(({ parts }) => !hasExpansion(parts) && this.#kindOfParts(parts) === "piece") === true;
    return isFixed ? "piece" : "unknown";
  }

  #kindOfParts(parts: readonly WordPart[]): ValueKind {
    return concatenate(parts.map((part) => this.#kindOfPart(part)));
  }

  #kindOfPart(part: WordPart): ValueKind {
    switch (part.kind) {
      case "literal":
      case "single-quoted":
        if (part.text === "") return "empty";
        return /[\s*?[]/.test(part.text) ? "unknown" : "piece";
      case "double-quoted":
      case "brace-expansion":
        return this.#kindOfParts(part.parts);
      case "arithmetic-expansion":
        return "piece";
      case "parameter":
        return this.#kindOfParameter(part);
      default:
        return "unknown";
    }
  }

  #kindOfParameter(part: ParameterExpansion): ValueKind {
    if (part.isLength) return "piece";
    if (part.index !== undefined || part.isIndirect) return "unknown";
    const { operator, operand } = part;
    const usesOperand = operator !== undefined && (/^:?[-=]$/.test(operator) || operator.startsWith("/"));
    if (!usesOperand || operand === undefined) return this.#kindOf(part.name);
    return join(this.#kindOf(part.name), this.#kindOfParts(operand.parts));
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
          if (this.#kindOfParameter(part) === "piece") this.plain.add(part);
          if (part.operand !== undefined) this.#parts(part.operand.parts);
          if (part.operator === ":=" || part.operator === "=") this.#set(part.name, this.#kindOfParameter(part));
          break;
        case "command-substitution":
        case "process-substitution":
          this.#apart(() => this.statements(part.body));
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

/** What a value is that is one or the other. A value that is empty in one case is taken for meant. */
function join(left: ValueKind, right: ValueKind): ValueKind {
  if (left === "unknown" || right === "unknown") return "unknown";
  return left === "piece" || right === "piece" ? "piece" : "empty";
}

function concatenate(kinds: readonly ValueKind[]): ValueKind {
  return kinds.reduce(join, "empty");
}

function isAnything(pattern: ShellWord): boolean {
  const [only] = pattern.parts;
  return pattern.parts.length === 1 && only?.kind === "glob" && only.text === "*";
}
