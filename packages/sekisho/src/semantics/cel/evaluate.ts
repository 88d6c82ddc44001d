import { failure } from "./errors.ts";
import { type Bindings, openFrame, type Stop } from "./frame.ts";
import type { Program } from "./program.ts";
import type { CelError, Result } from "./values.ts";

/** What a run may use up. */
export interface EvaluationLimits {
  /** Cost units, of which most operations take one. */
  readonly maxCost: number;
  /** Says that time is over; asked now and then. Nothing ends a run early when left out. */
  readonly shouldStop?: () => boolean;
}

/** What the API server lets all expressions of a policy cost together. Source: k8s.io/apiserver, apis/cel/config.go, RuntimeCELCostBudget. */
export const defaultMaxCost = 10_000_000;

/** What came out of a run. */
export interface Evaluation {
  readonly result: Result;
  /** Cost units that were used up. */
  readonly cost: number;
  /** Why the run was ended from outside; left out when it ended by itself. */
  readonly stopped?: Stop;
}

/**
 * Runs a program. What goes wrong in it is an error in the result: an unknown variable, a missing field, an overflow.
 * It ends after the given cost or when the caller says so.
 */
export function evaluate(program: Program, bindings: Bindings, limits: EvaluationLimits): Evaluation {
  const { maxCost, shouldStop = neverStop } = limits;
  const frame = openFrame(program.names, bindings, { maxCost, shouldStop });
  const result = program.run(frame);
  if (frame.stopped === undefined) return { result, cost: frame.spent };
  return { result: stopError(frame.stopped, maxCost), cost: frame.spent, stopped: frame.stopped };
}

function neverStop(): boolean {
  return false;
}

function stopError(stop: Stop, maxCost: number): CelError {
  return stop === "cost"
    ? failure(
        `the evaluation costs more than the limit of ${maxCost} units`,
        `評価のコストが上限の ${maxCost} を超えました`,
      )
    : failure("the evaluation took longer than it may", "評価が制限時間を超えました");
}
