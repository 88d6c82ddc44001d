import type { Text } from "../model/text.ts";

/** What a shell offers while somebody types a value. */
export type CompletionKind = "file" | "rule" | "framework" | "nothing";

/** The value of an option. */
export interface OptionValue {
  /** In capitals, as help shows it. */
  readonly placeholder: string;
  readonly completes: CompletionKind;
  /** The accepted words; any text when left out. */
  readonly words?: readonly string[];
  /** `WORD=FILE` is accepted too. */
  readonly acceptsFile?: boolean;
  /** Only `NAME=VALUE` is accepted. */
  readonly isAssignment?: boolean;
}

/** One option. Without `value` it is a switch. */
export interface OptionDescription {
  readonly name: string;
  readonly short?: string;
  readonly value?: OptionValue;
  readonly isRepeatable?: boolean;
  readonly summary: Text;
}

/** What stands behind a command without dashes. */
export interface OperandDescription {
  readonly placeholder: string;
  readonly completes: CompletionKind;
  readonly words?: readonly string[];
  readonly minimum: number;
  readonly maximum: number;
  readonly summary: Text;
}

/** A call worth showing. */
export interface CallExample {
  readonly call: string;
  readonly summary: Text;
}

/** One command. */
export interface CommandDescription {
  readonly name: string;
  readonly summary: Text;
  readonly details?: Text;
  readonly operand?: OperandDescription;
  readonly options: readonly OptionDescription[];
  readonly examples: readonly CallExample[];
}
