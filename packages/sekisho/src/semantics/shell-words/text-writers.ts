import type { Script } from "../../formats/shell/syntax.ts";
import { commandsOf } from "../../formats/shell/visit.ts";
import { literalOf } from "../../formats/shell/word-text.ts";
import type { OffsetRange } from "../../model/source-text.ts";
import type { CommandCall } from "../commands/calls.ts";

/**
 * Tells whether a call of echo or printf writes its text into a file or hands it to another program: what looks like an
 * expansion in single quotes is then code for somebody else, such as a line of a profile.
 */
export function writesText(script: Script, call: CommandCall): boolean {
  if (call.name !== "echo" && call.name !== "printf") return false;
  if (call.pipeline !== undefined && call.pipeline.index < call.pipeline.length - 1) return true;
  if (call.node.redirects.some(isToFile)) return true;
  return isInside(fileWriters(script), call.range);
}

const writersByScript = new WeakMap<Script, readonly OffsetRange[]>();

/** The groups, loops and conditions of a script whose output goes into a file: the outermost ones, in file order. */
function fileWriters(script: Script): readonly OffsetRange[] {
  const known = writersByScript.get(script);
  if (known !== undefined) return known;
  const found = commandsOf(script)
    .filter((outer) => outer.kind !== "simple" && "redirects" in outer && outer.redirects.some(isToFile))
    .toSorted((left, right) => left.start - right.start || right.end - left.end);
  const outermost: OffsetRange[] = [];
  for (const { start, end } of found) if (end > (outermost.at(-1)?.end ?? -1)) outermost.push({ start, end });
  writersByScript.set(script, outermost);
  return outermost;
}

/** Tells whether a range lies in one of several that are sorted and do not overlap. */
function isInside(ranges: readonly OffsetRange[], { start, end }: OffsetRange): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.start ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return end <= (ranges[low - 1]?.end ?? -1);
}

function isToFile({
  operator,
  target,
}: {
  readonly operator: string;
  readonly target: Parameters<typeof literalOf>[0];
}): boolean {
  return (
    (operator === ">" || operator === ">>" || operator === ">|" || operator === "&>") &&
    literalOf(target) !== "/dev/null"
  );
}
