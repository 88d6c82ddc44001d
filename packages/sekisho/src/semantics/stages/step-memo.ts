import type { Step } from "./build.ts";

/**
 * Gives a function that works something out of a step once and keeps it as long as the step's file lives.
 *
 * Results stand in a list by the step's index: a weak map with an entry for each of a hundred thousand steps costs more,
 * in every collection of garbage, than what is kept in it.
 */
export function createStepMemo<Value extends object>(workOut: (step: Step) => Value): (step: Step) => Value {
  const valuesByFile = new WeakMap<readonly Step[], (Value | undefined)[]>();
  return (step) => {
    let values = valuesByFile.get(step.all);
    if (values === undefined) {
      values = Array.from(step.all, () => undefined);
      valuesByFile.set(step.all, values);
    }
    return (values[step.index] ??= workOut(step));
  };
}
