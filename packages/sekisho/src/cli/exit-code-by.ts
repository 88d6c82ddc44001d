import type { Completeness } from "../semantics/completeness/completeness.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";

/** What a call was asked for, and what it saw. */
interface Gate {
  /** Whether the call asks for a severity that fails it. */
  readonly isGate: boolean;
  /** Whether something is at or above it. */
  readonly isFailing: boolean;
}

/**
 * Gives the exit code of a call that judged targets. What could not be examined weighs more than what was found: the findings
 * are not all there. Whoever asks whether anything is at or above a severity gets no "no" while there are packages of which
 * nobody says what flaws they have.
 */
export function exitCodeBy(completeness: Completeness, { isGate, isFailing }: Gate): ExitCode {
  if (completeness === "partial") return exitCodes.partial;
  if (isFailing) return exitCodes.findings;
  return isGate && completeness === "unknown" ? exitCodes.partial : exitCodes.done;
}
