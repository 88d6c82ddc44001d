import type { Diagnostic } from "../../model/diagnostic.ts";
import type { MappedText } from "../../model/mapped-text.ts";
import type { OffsetRange, SourceText } from "../../model/source-text.ts";

/** What a stretch of the file is. */
export type TokenKind =
  | "bom"
  | "whitespace"
  | "newline"
  | "comment"
  | "directive"
  | "continuation"
  | "keyword"
  | "flag"
  | "argument"
  | "heredoc-body"
  | "heredoc-end"
  | "unknown";

/** A stretch of the file. */
export interface Token extends OffsetRange {
  readonly kind: TokenKind;
}

/** A parser directive: `# syntax=…`, `# escape=…`, `# check=…` before anything else. */
export interface Directive extends OffsetRange {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
  readonly valueRange: OffsetRange;
}

/** A comment line, at top level or between continuation lines. Directives are comments no more. */
export interface Comment extends OffsetRange {
  /** Behind the `#`, untrimmed. */
  readonly text: string;
  /** Index of the instruction whose continuation lines it stands between. */
  readonly inside?: number;
}

/**
 * One blank-separated word of an instruction, before variables are expanded.
 * `raw` is the logical text (continuation lines joined) with its quotes; `text` maps it to the file.
 */
export interface Word extends OffsetRange {
  readonly raw: string;
  readonly text: MappedText;
  /** What stands between the quotes: quotes and escapes resolved, `$` expansions kept as written. */
  readonly value: string;
  /** Every `$` expansion in it, in order, nested ones included. */
  readonly variables: readonly VariableUse[];
  /** One string of a JSON array: `raw` has its JSON quotes, `value` is the decoded string. */
  readonly isJson?: true;
  /** The escape character it was read with; left out where the word has nothing to resolve. */
  readonly escape?: "\\" | "`";
}

/** `$NAME` or `${NAME…}`. */
export interface VariableUse extends OffsetRange {
  readonly name: string;
  /** `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `##`, `%`, `%%`, `/`, `//`; `undefined` for a plain use. */
  readonly modifier: string | undefined;
  /** What stands behind the modifier, as written. */
  readonly operand: string | undefined;
}

/** `--name=value` or `--name` before the arguments. */
export interface Flag extends OffsetRange {
  /** Lower case, without the dashes. */
  readonly name: string;
  /** `undefined` for a flag without `=`. */
  readonly value: Word | undefined;
}

/** `--mount=type=cache,target=/x` taken apart. */
export interface Mount extends OffsetRange {
  /** `bind` when the flag names no type. */
  readonly type: string;
  /** Keys in lower case; `src` is `source`, `dst` and `destination` are `target`. A key without value has "". */
  readonly options: Readonly<Record<string, string>>;
}

/** `<<EOF`, `<<-EOF`, `<<"EOF"` and its body. The range is that of the marker. */
export interface Heredoc extends OffsetRange {
  readonly delimiter: string;
  /** A quoted delimiter: nothing is expanded in the body. */
  readonly isQuoted: boolean;
  readonly stripsTabs: boolean;
  /** The file descriptor before `<<`; `undefined` when none is written. */
  readonly descriptor: number | undefined;
  /** The body without the closing line, with leading tabs stripped when `stripsTabs`. */
  readonly body: MappedText;
  /** False when the file ended first, or the closing line has blanks around it: a diagnostic says so. */
  readonly isClosed: boolean;
}

/** A command in JSON form, or in shell form for the shell that is in force; JSON that BuildKit refuses has no words. */
export type CommandForm =
  | { readonly form: "exec"; readonly words: readonly Word[] }
  | {
      readonly form: "shell";
      /** The logical command line with heredoc markers, bodies not included. */
      readonly script: MappedText;
    };

/** The range runs from the keyword to the end of the last line that belongs to it, heredocs included, without the line end. */
interface InstructionBase extends OffsetRange {
  /** Upper case. */
  readonly keyword: string;
  readonly keywordRange: OffsetRange;
  /** Position in the file, counted from 0; that of the outer instruction when it stands behind ONBUILD. */
  readonly index: number;
  readonly flags: readonly Flag[];
  /** Everything behind the keyword and flags, continuation lines joined, comments between them left out, trimmed. */
  readonly argument: MappedText;
  readonly heredocs: readonly Heredoc[];
  /** True when it stands behind ONBUILD. */
  readonly isTrigger: boolean;
}

/** FROM image [AS name]. */
export interface FromInstruction extends InstructionBase {
  readonly keyword: "FROM";
  readonly image: Word | undefined;
  /** The word AS as written. */
  readonly as: Word | undefined;
  readonly alias: Word | undefined;
}

/** RUN. */
export interface RunInstruction extends InstructionBase {
  readonly keyword: "RUN";
  readonly mounts: readonly Mount[];
  readonly command: CommandForm;
}

/** CMD or ENTRYPOINT. */
export interface CommandInstruction extends InstructionBase {
  readonly keyword: "CMD" | "ENTRYPOINT";
  readonly command: CommandForm;
}

/** HEALTHCHECK; `command` is `undefined` for NONE. */
export interface HealthcheckInstruction extends InstructionBase {
  readonly keyword: "HEALTHCHECK";
  readonly isNone: boolean;
  readonly command: CommandForm | undefined;
}

/** One `key=value`, or `key value` in the legacy form. */
export interface Pair extends OffsetRange {
  readonly key: Word;
  /** `undefined` where there is no value (ARG without default). */
  readonly value: Word | undefined;
}

/** ENV or LABEL. */
export interface PairsInstruction extends InstructionBase {
  readonly keyword: "ENV" | "LABEL";
  readonly pairs: readonly Pair[];
  /** `ENV key value` without the equals sign. */
  readonly isLegacy: boolean;
}

/** ARG, also before the first FROM. */
export interface ArgInstruction extends InstructionBase {
  readonly keyword: "ARG";
  readonly pairs: readonly Pair[];
}

/** COPY or ADD. Heredoc sources stand in `heredocs` and are no words. */
export interface CopyInstruction extends InstructionBase {
  readonly keyword: "COPY" | "ADD";
  readonly form: "json" | "words";
  readonly sources: readonly Word[];
  readonly destination: Word | undefined;
}

/** EXPOSE, VOLUME. */
export interface ListInstruction extends InstructionBase {
  readonly keyword: "EXPOSE" | "VOLUME";
  readonly form: "json" | "words";
  readonly words: readonly Word[];
}

/** USER, WORKDIR, STOPSIGNAL, MAINTAINER: one value, the rest of the line. */
export interface ValueInstruction extends InstructionBase {
  readonly keyword: "USER" | "WORKDIR" | "STOPSIGNAL" | "MAINTAINER";
  readonly value: Word | undefined;
}

/** SHELL in JSON form. */
export interface ShellInstruction extends InstructionBase {
  readonly keyword: "SHELL";
  readonly words: readonly Word[];
}

/** ONBUILD with the instruction it holds back. */
export interface OnbuildInstruction extends InstructionBase {
  readonly keyword: "ONBUILD";
  readonly trigger: Instruction | undefined;
}

/** A word that is no instruction: a diagnostic says so, with the closest known one. */
export interface UnknownInstruction extends InstructionBase {
  readonly keyword: "";
  /** As written. */
  readonly name: string;
}

/** One instruction of a Dockerfile. */
export type Instruction =
  | FromInstruction
  | RunInstruction
  | CommandInstruction
  | HealthcheckInstruction
  | PairsInstruction
  | ArgInstruction
  | CopyInstruction
  | ListInstruction
  | ValueInstruction
  | ShellInstruction
  | OnbuildInstruction
  | UnknownInstruction;

/** A Dockerfile as written. */
export interface DockerfileSyntax {
  readonly source: SourceText;
  /** The escape character in force. */
  readonly escape: "\\" | "`";
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  /** Empty lines between continuation lines: BuildKit warns of them. */
  readonly emptyContinuations: readonly OffsetRange[];
  readonly instructions: readonly Instruction[];
  readonly diagnostics: readonly Diagnostic[];
}
