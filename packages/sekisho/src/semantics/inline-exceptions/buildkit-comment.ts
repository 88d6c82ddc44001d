import { type CheckDirective, readCheckDirective } from "./buildkit-directive.ts";

const check = /^\s*check\s*=\s*(?=\S)/i;

/** Tells whether a comment is `check=…`. */
export function isCheckComment(text: string): boolean {
  return check.test(text);
}

/** Reads `check=skip=A,B` in a comment before an instruction. Source: BuildKit, linter.go, WithMergedConfigFromComments. */
export function readCheckComment(text: string): CheckDirective {
  return readCheckDirective(text.replace(check, ""));
}
