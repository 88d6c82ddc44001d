import { type CheckDirective, readCheckDirective } from "./buildkit-directive.ts";

const check = /^\s*check\s*=\s*(?=\S)/i;

/** Tells whether a comment is `check=…`. */
export function isCheckComment(text: string): boolean {
  return check.test(text);
}

/**
 * Reads `check=skip=A,B` in a comment before an instruction. The value ends at the first blank.
 * Source: BuildKit, linter.go, WithMergedConfigFromComments.
 */
export function readCheckComment(text: string): CheckDirective {
  const [value = ""] = text.replace(check, "").split(" ", 1);
  return readCheckDirective(value.trimEnd());
}
