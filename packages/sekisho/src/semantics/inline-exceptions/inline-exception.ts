import type { Diagnostic } from "../../model/diagnostic.ts";
import type { OffsetRange } from "../../model/source-text.ts";

/** Tools whose comments in a Dockerfile, or annotations and labels in a manifest, accept findings. */
export type CommentTool =
  | "sekisho"
  | "hadolint"
  | "buildkit"
  | "checkov"
  | "trivy"
  | "kube-linter"
  | "kube-score"
  | "polaris"
  | "kubeaudit";

/** One rule that a comment in the file accepts. A comment that names several rules gives several. */
export interface InlineException {
  readonly tool: CommentTool;
  /** Check id or `tool:ID`; `tool:*` means every rule that the tool knows. */
  readonly rule: string;
  /** Findings that begin in this range are accepted; `undefined` for those of the whole file. */
  readonly scope: OffsetRange | undefined;
  readonly reason: string | undefined;
  readonly owner: string | undefined;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires: string | undefined;
  /** The comment, from its `#` on. */
  readonly range: OffsetRange;
}

/** A comment that names the shell of the RUN instructions that follow in its stage (`# hadolint shell=…`). */
export interface ShellPragma extends OffsetRange {
  /** As written: `bash`, `/bin/bash`, `pwsh -c`. */
  readonly shell: string;
}

/** What the comments of one file ask for. */
export interface InlineExceptions {
  readonly exceptions: readonly InlineException[];
  readonly shells: readonly ShellPragma[];
  /** BuildKit checks that `# check=experimental=…` turns on, `buildkit:NAME`; `buildkit:*` for all. */
  readonly enabledRules: readonly string[];
  /** Comments that were meant as exceptions and cannot be read as such. */
  readonly diagnostics: readonly Diagnostic[];
}

/** One comment as the readers of the tools' grammars get it. */
export interface CommentPlace {
  /** Behind the `#`, untrimmed. */
  readonly text: string;
  readonly range: OffsetRange;
  /** Counted from 1. */
  readonly line: number;
  /** The instruction it stands in or before, blank lines and comments between; `undefined` behind the last one. */
  readonly nextInstruction: OffsetRange | undefined;
  /** The same, only when that instruction begins on the very next line. */
  readonly adjacentInstruction: OffsetRange | undefined;
  /** True before the first instruction. */
  readonly isAtTop: boolean;
  /** True between the lines of an instruction. */
  readonly isInside: boolean;
}
