import type { StageState } from "../stages/build.ts";
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
    const value = knownVariable(step.state, located.script.text.text, name);
    return value === undefined || /(?:^|\s)-/.test(value);
  });
}

/** Gives what ARG or ENV says of a variable that the script itself does not set; `undefined` when nobody can tell. */
export function knownVariable(
  state: Pick<StageState, "args" | "env">,
  script: string,
  name: string,
): string | undefined {
  if (isSetInScript(script, name)) return undefined;
  return (state.args.get(name) ?? state.env.get(name))?.value;
}

/** Assigned, read or looped over; a `NAME=` in another word counts, too, because a wrong value is worse than none. */
function isSetInScript(script: string, name: string): boolean {
  return script.includes(`${name}=`) || script.includes(`for ${name} `) || /\bread\b/.test(script);
}
