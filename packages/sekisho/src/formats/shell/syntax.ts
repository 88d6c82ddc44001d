import type { OffsetRange } from "../../model/source-text.ts";

/** Shells whose grammar we read. `sh` reads POSIX and says where a text needs bash. */
export type ShellDialect = "sh" | "bash";

/** A list of commands as written between separators. All offsets are into the parsed text. */
export interface Script extends OffsetRange {
  /** The text that was parsed: every range is a slice of it. */
  readonly text: string;
  readonly dialect: ShellDialect;
  readonly statements: readonly Statement[];
  readonly comments: readonly OffsetRange[];
  /** Where the text could not be read as shell; what follows was read again from the next separator. */
  readonly errors: readonly ShellSyntaxError[];
}

/** A place where the grammar was broken. */
export interface ShellSyntaxError extends OffsetRange {
  /** Stable name: `unclosed-quote`, `unexpected-token`, `unclosed-substitution`, `missing-keyword`, … */
  readonly code: string;
  /** What would have been right there; shown to people as it is. */
  readonly expected: string;
}

/** One command and what ends it. */
export interface Statement extends OffsetRange {
  readonly command: Command;
  /** Ended by `&`. */
  readonly isBackground: boolean;
}

/** `a && b || c`: the first operand has no operator before it. */
export interface AndOr extends OffsetRange {
  readonly kind: "and-or";
  readonly operands: readonly { readonly operator: "&&" | "||" | undefined; readonly command: Command }[];
}

/** `a | b`; also a single command behind `!` or `time`. */
export interface Pipeline extends OffsetRange {
  readonly kind: "pipeline";
  readonly isNegated: boolean;
  readonly isTimed: boolean;
  readonly commands: readonly [Command, ...Command[]];
  /** One fewer than commands. */
  readonly operators: readonly ("|" | "|&")[];
}

/** A command that runs a program, a function or a builtin, or only assigns. */
export interface SimpleCommand extends OffsetRange {
  readonly kind: "simple";
  readonly assignments: readonly Assignment[];
  readonly words: readonly ShellWord[];
  readonly redirects: readonly Redirect[];
}

/** `{ …; }` or `( … )`. */
export interface Grouping extends OffsetRange {
  readonly kind: "group" | "subshell";
  readonly body: readonly Statement[];
  readonly redirects: readonly Redirect[];
}

/** if, elif, else. */
export interface IfCommand extends OffsetRange {
  readonly kind: "if";
  readonly branches: readonly { readonly condition: readonly Statement[]; readonly body: readonly Statement[] }[];
  readonly otherwise: readonly Statement[] | undefined;
  readonly redirects: readonly Redirect[];
}

/** `for name in words` and `select`; `words` is `undefined` without `in`. */
export interface ForCommand extends OffsetRange {
  readonly kind: "for" | "select";
  readonly variable: string;
  readonly variableRange: OffsetRange;
  readonly words: readonly ShellWord[] | undefined;
  readonly body: readonly Statement[];
  readonly redirects: readonly Redirect[];
}

/** `for ((…; …; …))`. */
export interface ArithmeticFor extends OffsetRange {
  readonly kind: "arithmetic-for";
  readonly expressions: readonly ShellWord[];
  readonly body: readonly Statement[];
  readonly redirects: readonly Redirect[];
}

/** while and until. */
export interface LoopCommand extends OffsetRange {
  readonly kind: "while" | "until";
  readonly condition: readonly Statement[];
  readonly body: readonly Statement[];
  readonly redirects: readonly Redirect[];
}

/** case word in … esac. */
export interface CaseCommand extends OffsetRange {
  readonly kind: "case";
  readonly word: ShellWord;
  readonly items: readonly {
    readonly patterns: readonly ShellWord[];
    readonly body: readonly Statement[];
    readonly terminator: ";;" | ";&" | ";;&" | undefined;
  }[];
  readonly redirects: readonly Redirect[];
}

/** `name() …` or `function name …`. */
export interface FunctionDefinition extends OffsetRange {
  readonly kind: "function";
  readonly name: string;
  readonly body: Command;
}

/** `[[ … ]]`: words and operators in order, or `(( … ))`: one word. */
export interface BashCondition extends OffsetRange {
  readonly kind: "double-bracket" | "arithmetic";
  readonly words: readonly ShellWord[];
  readonly redirects: readonly Redirect[];
}

/** Any command. */
export type Command =
  | SimpleCommand
  | Pipeline
  | AndOr
  | Grouping
  | IfCommand
  | ForCommand
  | ArithmeticFor
  | LoopCommand
  | CaseCommand
  | FunctionDefinition
  | BashCondition;

/** `name=value`, `name+=value`, `name[i]=value`, `name=(…)`. */
export interface Assignment extends OffsetRange {
  readonly name: string;
  readonly isAppend: boolean;
  /** The subscript between brackets as written. */
  readonly index: string | undefined;
  /** An empty word for `name=`. */
  readonly value: ShellWord;
  /** The elements of `(…)`. */
  readonly array: readonly ShellWord[] | undefined;
}

/** `> file`, `2>&1`, `<< EOF`, `<<< word`. */
export interface Redirect extends OffsetRange {
  /** The number, or the name in `{name}`, before the operator. */
  readonly descriptor: string | undefined;
  readonly operator: string;
  readonly target: ShellWord;
  readonly heredoc: ShellHeredoc | undefined;
}

/** The body of a `<<` redirect. */
export interface ShellHeredoc {
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly stripsTabs: boolean;
  /** One literal part when quoted. `undefined` when the body lies outside the parsed text. */
  readonly body: ShellWord | undefined;
}

/** A word of a command: pieces without blank between them. */
export interface ShellWord extends OffsetRange {
  readonly parts: readonly WordPart[];
}

/** One piece of a word. */
export type WordPart =
  /** Unquoted text; `text` has its backslashes resolved. */
  | ({ readonly kind: "literal"; readonly text: string } & OffsetRange)
  /** `'…'`, `$'…'` (escapes resolved). */
  | ({ readonly kind: "single-quoted"; readonly text: string; readonly isAnsiC: boolean } & OffsetRange)
  /** `"…"`, `$"…"`. */
  | ({ readonly kind: "double-quoted"; readonly parts: readonly WordPart[] } & OffsetRange)
  | ParameterExpansion
  /** `$(…)`, or backquotes. */
  | ({
      readonly kind: "command-substitution";
      readonly body: readonly Statement[];
      readonly isBackquoted: boolean;
    } & OffsetRange)
  /** `$((…))`, `$[…]`. */
  | ({ readonly kind: "arithmetic-expansion"; readonly parts: readonly WordPart[] } & OffsetRange)
  /** `<(…)`, `>(…)`. */
  | ({ readonly kind: "process-substitution"; readonly body: readonly Statement[] } & OffsetRange)
  /** `*`, `?`, `[…]`, `@(a|b)` unquoted; `parts` is what stands between the parentheses of the last form. */
  | ({ readonly kind: "glob"; readonly text: string; readonly parts: readonly WordPart[] } & OffsetRange)
  /** `{a,b}`, `{1..9}` unquoted, in bash; `parts` is what stands between the braces, commas included. */
  | ({ readonly kind: "brace-expansion"; readonly text: string; readonly parts: readonly WordPart[] } & OffsetRange)
  /** `(…)` behind `name=` in the arguments of `declare`, `local`, `export` and the like. */
  | ({ readonly kind: "array"; readonly elements: readonly ShellWord[] } & OffsetRange);

/** `$name`, `${name…}`. */
export interface ParameterExpansion extends OffsetRange {
  readonly kind: "parameter";
  /** A name, a digit, or one of `@ * # ? - $ !`. */
  readonly name: string;
  readonly hasBraces: boolean;
  /** `${#name}`. */
  readonly isLength: boolean;
  /** `${!name}`. */
  readonly isIndirect: boolean;
  /** Between brackets, as written. */
  readonly index: string | undefined;
  /** `:-`, `=`, `##`, `/`, `^^`, `:` (substring), `@` (transformation) … */
  readonly operator: string | undefined;
  readonly operand: ShellWord | undefined;
}
