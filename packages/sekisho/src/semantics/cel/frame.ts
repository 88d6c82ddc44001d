import { failure } from "./errors.ts";
import type { Result } from "./values.ts";

/** What a variable is bound to: a value, or how to get it when an expression asks for it. */
export type BoundValue = Result | (() => Result);

/** Variables by name; a name with dots is one of them as it stands. */
export type Bindings = ReadonlyMap<string, BoundValue>;

/** Why a run was ended from outside. */
export type Stop = "cost" | "deadline";

/** One run of a program. */
export interface Frame {
  readonly bindings: Bindings;
  /** Names of the program's variables, and what they are bound to once somebody has asked. */
  readonly names: readonly string[];
  readonly globals: (Result | undefined)[];
  /** Variables of comprehensions and bindings, by depth. */
  readonly locals: Result[];
  spent: number;
  readonly maxCost: number;
  /** When more than this is spent, the limits are looked at. */
  checkAt: number;
  readonly shouldStop: () => boolean;
  stopped: Stop | undefined;
}

/** A part of a program: an expression made into a function. */
export type Step = (frame: Frame) => Result;

/** How many cost units pass between two looks at the deadline. */
const unitsBetweenChecks = 500;

/** Starts a run. */
export function openFrame(
  names: readonly string[],
  bindings: Bindings,
  limits: { readonly maxCost: number; readonly shouldStop: () => boolean },
): Frame {
  return {
    bindings,
    names,
    globals: [],
    locals: [],
    spent: 0,
    maxCost: limits.maxCost,
    checkAt: Math.min(limits.maxCost, unitsBetweenChecks),
    shouldStop: limits.shouldStop,
    stopped: undefined,
  };
}

/** Counts cost units; false when the run has to end. */
export function spend(frame: Frame, units: number): boolean {
  frame.spent += units;
  return frame.spent <= frame.checkAt || mayGoOn(frame);
}

function mayGoOn(frame: Frame): boolean {
  if (frame.stopped !== undefined) return false;
  if (frame.spent > frame.maxCost) frame.stopped = "cost";
  else if (frame.shouldStop()) frame.stopped = "deadline";
  frame.checkAt = frame.stopped === undefined ? Math.min(frame.maxCost, frame.spent + unitsBetweenChecks) : -1;
  return frame.stopped === undefined;
}

/** What every part of a program gives once its run has to end. */
export const stoppedError = failure("the evaluation was stopped", "評価を中断しました");
