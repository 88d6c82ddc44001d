import type { Text } from "./text.ts";

/** Every reason for which a call is refused. Exit codes and HTTP statuses are tables beside their users. */
export type ErrorCode =
  | "usage"
  | "unknown-command"
  | "unknown-option"
  | "unknown-rule"
  | "unknown-framework"
  | "target-not-found"
  | "target-unreadable"
  | "target-kind-unknown"
  | "configuration-unreadable"
  | "configuration-invalid"
  | "output-unwritable"
  | "tool-missing";

/** What an error says beside its message. */
export interface ErrorDetails {
  /** What to do next: the closest known word, the command to run. */
  readonly hint?: Text;
  readonly cause?: unknown;
}

/** Trouble with the call: bad configuration, no access. Never trouble in what is scanned; that is a diagnostic. */
export class SekishoError extends Error {
  override readonly name = "SekishoError";
  readonly code: ErrorCode;
  /** The message in every language; `message` holds the English one. */
  readonly text: Text;
  readonly hint: Text | undefined;

  constructor(code: ErrorCode, text: Text, details: ErrorDetails = {}) {
    super(text.en, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.text = text;
    this.hint = details.hint;
  }
}
