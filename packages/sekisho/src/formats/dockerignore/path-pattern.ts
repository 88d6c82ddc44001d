/** One step of a pattern. */
type Step =
  | { readonly kind: "text"; readonly text: string }
  /** `?`: one character but the slash. */
  | { readonly kind: "one" }
  /** `*`: any number of characters but the slash. */
  | { readonly kind: "many" }
  /** `**` at the end: any number of characters, slashes too. */
  | { readonly kind: "all" }
  /** Two stars before other steps, with or without a slash behind them: nothing, or anything that ends with a slash. */
  | { readonly kind: "directories" }
  | { readonly kind: "set"; readonly isNegated: boolean; readonly ranges: readonly (readonly [number, number])[] };

/** A pattern ready to match; `suffix` and `prefix` are the shapes that moby/patternmatcher compares as text. */
export type PathPattern =
  | { readonly kind: "exact" | "prefix" | "suffix"; readonly text: string }
  | { readonly kind: "steps"; readonly steps: readonly Step[] };

/** Reads a cleaned pattern; `undefined` when its brackets or escapes are broken, which fails the build. */
export function parsePathPattern(pattern: string): PathPattern | undefined {
  const steps = readSteps(pattern);
  if (steps === undefined) return undefined;
  return findPlainShape(pattern) ?? { kind: "steps", steps };
}

/**
 * Tells whether a path or one of the directories it lies in matches. The path has no slash at either end.
 * Takes at most the length of the path times that of the pattern in steps.
 */
export function matchesPath(pattern: PathPattern, path: string): boolean {
  if (pattern.kind === "steps") return matchesSteps(pattern.steps, path);
  const { kind, text } = pattern;
  if (kind === "exact") return path === text || path.startsWith(`${text}/`);
  if (kind === "prefix") return path.startsWith(text);
  if (path.endsWith(text) || path.includes(`${text}/`)) return true;
  return text.startsWith("/") && (path === text.slice(1) || path.startsWith(`${text.slice(1)}/`));
}

/** Finds the patterns that are compared as text: no wildcard at all, `**` at one end only, and nothing escaped. */
function findPlainShape(pattern: string): PathPattern | undefined {
  const withoutEnds = pattern.replace(/^\*\*/, "").replace(/\*\*$/, "");
  if (/[*?[\]\\]/.test(withoutEnds)) return undefined;
  const isOpenFront = pattern.startsWith("**");
  const isOpenBack = pattern.endsWith("**") && pattern.length > 2;
  if (isOpenFront && !isOpenBack) return { kind: "suffix", text: pattern.slice(2) };
  if (isOpenFront) return undefined;
  return isOpenBack ? { kind: "prefix", text: pattern.slice(0, -2) } : { kind: "exact", text: pattern };
}

function readSteps(pattern: string): Step[] | undefined {
  const steps: Step[] = [];
  let at = 0;
  while (at < pattern.length) {
    const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
    at += character.length;
    if (character === "*") at = readStar(pattern, at, steps);
    else if (character === "?") steps.push({ kind: "one" });
    else if (character === "[") {
      const set = readSet(pattern, at);
      if (set === undefined) return undefined;
      steps.push(set.step);
      at = set.end;
    } else if (character === "\\") {
      if (at >= pattern.length) return undefined;
      const escaped = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
      steps.push({ kind: "text", text: escaped });
      at += escaped.length;
    } else steps.push({ kind: "text", text: character });
  }
  return steps;
}

/** Reads what follows the first star; gives the offset behind it. */
function readStar(pattern: string, start: number, steps: Step[]): number {
  if (pattern[start] !== "*") {
    steps.push({ kind: "many" });
    return start;
  }
  const end = pattern[start + 1] === "/" ? start + 2 : start + 1;
  steps.push({ kind: end >= pattern.length ? "all" : "directories" });
  return end;
}

function readSet(pattern: string, start: number): { readonly step: Step; readonly end: number } | undefined {
  const ranges: [number, number][] = [];
  let at = start;
  const isNegated = pattern[at] === "^";
  if (isNegated) at++;
  while (pattern[at] !== "]" || ranges.length === 0) {
    const low = readSetCharacter(pattern, at);
    if (low === undefined) return undefined;
    at = low.end;
    let high = low;
    if (pattern[at] === "-") {
      const bound = readSetCharacter(pattern, at + 1);
      if (bound === undefined) return undefined;
      high = bound;
      at = bound.end;
    }
    ranges.push([low.unit, high.unit]);
  }
  return { step: { kind: "set", isNegated, ranges }, end: at + 1 };
}

function readSetCharacter(pattern: string, start: number): { readonly unit: number; readonly end: number } | undefined {
  const isEscaped = pattern[start] === "\\";
  const at = isEscaped ? start + 1 : start;
  const unit = pattern.codePointAt(at);
  if (unit === undefined || (!isEscaped && (unit === 0x2d || unit === 0x5d))) return undefined;
  const end = at + (unit > 0xffff ? 2 : 1);
  return end < pattern.length ? { unit, end } : undefined;
}

/** Keeps the set of steps that may come next, character by character, so that nothing is tried twice. */
function matchesSteps(steps: readonly Step[], path: string): boolean {
  let current = new Uint8Array(steps.length + 1);
  let next = new Uint8Array(steps.length + 1);
  reach(steps, current, 0);
  for (const character of path) {
    if (character === "/" && current[steps.length] === 1) return true;
    next.fill(0);
    let isAlive = false;
    for (let index = 0; index < steps.length; index++) {
      if (current[index] === 1 && advance(steps, next, { index, character })) isAlive = true;
    }
    if (!isAlive) return false;
    [current, next] = [next, current];
  }
  return current[steps.length] === 1;
}

/** Marks a step as possible, and those behind it as long as they may match nothing. */
function reach(steps: readonly Step[], marks: Uint8Array, from: number): void {
  for (let index = from; index <= steps.length; index++) {
    marks[index] = 1;
    const kind = steps[index]?.kind;
    if (kind !== "many" && kind !== "all" && kind !== "directories") return;
  }
}

function advance(
  steps: readonly Step[],
  next: Uint8Array,
  at: { readonly index: number; readonly character: string },
): boolean {
  const step = steps[at.index];
  if (step === undefined || !accepts(step, at.character)) return false;
  const mayStay = step.kind === "many" || step.kind === "all" || step.kind === "directories";
  if (mayStay) next[at.index] = 1;
  if (step.kind !== "directories" || at.character === "/") reach(steps, next, at.index + 1);
  return true;
}

function accepts(step: Step, character: string): boolean {
  switch (step.kind) {
    case "text":
      return step.text === character;
    case "one":
    case "many":
      return character !== "/";
    case "all":
    case "directories":
      return true;
    case "set": {
      const unit = character.codePointAt(0) ?? 0;
      return step.isNegated !== step.ranges.some(([low, high]) => low <= unit && unit <= high);
    }
  }
}
