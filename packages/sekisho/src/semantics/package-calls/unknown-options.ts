import type { StageState } from "../stages/build.ts";
import type { StepScript } from "../stages/scripts.ts";
import type { PlacedPackageCall } from "./package-calls.ts";

/**
 * Tells whether options may come out of a variable that nobody knows before the build, or that holds options:
 * `apt-get install $OPTIONS curl`. What a call lacks cannot be said then.
 */
export function mayHaveMoreOptions({ located, step }: PlacedPackageCall): boolean {
  return located.call.args.some(({ isQuoted, literal, text }) => {
    if (isQuoted || literal !== undefined) return false;
    const name = /^\$\{(\w+)\}$/.exec(text)?.[1];
    if (name === undefined) return false;
    const value = knownVariable(step.state, located.script, name);
    return value === undefined || /(?:^|\s)-/.test(value);
  });
}

/** Gives what ARG or ENV says of a variable that the script itself does not set; `undefined` when nobody can tell. */
export function knownVariable(
  state: Pick<StageState, "args" | "env">,
  script: StepScript,
  name: string,
): string | undefined {
  if (isSetInScript(script, name)) return undefined;
  return (state.args.get(name) ?? state.env.get(name))?.value;
}

const settings = new WeakMap<StepScript, Map<string, boolean>>();

/** Assigned, read or looped over; a `NAME=` in another word counts, too, because a wrong value is worse than none. */
function isSetInScript(script: StepScript, name: string): boolean {
  const known = settings.get(script) ?? new Map<string, boolean>();
  settings.set(script, known);
  let isSet = known.get(name);
  if (isSet === undefined) {
    const { text } = script.text;
    isSet = text.includes(`${name}=`) || text.includes(`for ${name} `) || /\bread\b/.test(text);
    known.set(name, isSet);
  }
  return isSet;
}
