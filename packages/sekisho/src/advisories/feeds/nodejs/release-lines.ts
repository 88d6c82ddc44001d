import { isRuntimeVersion, orderRuntimes } from "../runtime-packages.ts";
import { intersectSpans, type VersionSpan } from "../version-spans.ts";

const part = /^(\^|~|>=|<=|<|>|=)?v?(\d+)(?:\.(\d+|x))?(?:\.(\d+|x))?$/;

/**
 * Reads release lines as Node.js writes them: `8.x || ^7.10.1 || >= 10.9.0`. `undefined` for anything else; an empty
 * text holds no line.
 */
export function readReleaseLines(text: string): readonly VersionSpan[] | undefined {
  if (text.trim() === "") return [];
  const spans: VersionSpan[] = [];
  for (const alternative of text.split("||")) {
    let span: VersionSpan | undefined = {};
    for (const word of alternative
      .trim()
      .replaceAll(/([<>=^~])\s+/g, "$1")
      .split(/\s+/)) {
      const bounds = readPart(word);
      if (bounds === undefined) return undefined;
      span = span === undefined ? undefined : intersectSpans(span, bounds, orderRuntimes);
    }
    if (span !== undefined) spans.push(span);
  }
  return spans;
}

function readPart(word: string): VersionSpan | undefined {
  const [, operator = "", major, minor = "x", patch = "x"] = part.exec(word) ?? [];
  if (major === undefined) return undefined;
  const numbers = [
    Number(major),
    ...(minor === "x" ? [] : [Number(minor)]),
    ...(patch === "x" || minor === "x" ? [] : [Number(patch)]),
  ];
  const from = joinNumbers(numbers);
  const behind = joinNumbers([...numbers.slice(0, -1), (numbers.at(-1) ?? 0) + 1]);
  if (!isRuntimeVersion(from)) return undefined;
  switch (operator) {
    case "^":
      return { from, to: endOfCaret(numbers) };
    case "~":
      return {
        from,
        to: joinNumbers(numbers.length === 1 ? [(numbers[0] ?? 0) + 1] : [numbers[0] ?? 0, (numbers[1] ?? 0) + 1]),
      };
    case ">=":
      return { from };
    case ">":
      return { from: behind };
    case "<":
      return { to: from };
    case "<=":
      return { to: behind };
    default:
      return { from, to: behind };
  }
}

/** The first number that is not zero stays as it is. */
function endOfCaret(numbers: readonly number[]): string {
  const firstOther = numbers.findIndex((number) => number > 0);
  const at = firstOther === -1 ? numbers.length - 1 : firstOther;
  return joinNumbers([...numbers.slice(0, at), (numbers[at] ?? 0) + 1]);
}

function joinNumbers(numbers: readonly number[]): string {
  return [...numbers, 0, 0].slice(0, 3).join(".");
}
