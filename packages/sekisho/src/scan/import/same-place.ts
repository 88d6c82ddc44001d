import type { Evidence, Location } from "../../model/location.ts";

/** What tells where a finding is, without the texts around it. */
export type Place = Pick<Location, "path" | "startLine" | "startColumn" | "endLine" | "pointer">;

/** Gives the place of a finding that is compared with others: its first. */
export function placeOfEvidence(evidence: readonly Evidence[]): Place | undefined {
  const location = evidence[0]?.location;
  if (location === undefined) return undefined;
  const { path, startLine, startColumn, endLine, pointer } = location;
  return {
    path,
    ...(startLine === undefined ? {} : { startLine }),
    ...(startColumn === undefined ? {} : { startColumn }),
    ...(endLine === undefined ? {} : { endLine }),
    ...(pointer === undefined ? {} : { pointer }),
  };
}

/** Orders places for `Array.sort`: by path, line, column and pointer. */
export function comparePlaces(left: Place | undefined, right: Place | undefined): number {
  const byPath = compareTexts(left?.path ?? "", right?.path ?? "");
  if (byPath !== 0) return byPath;
  const byLine = (left?.startLine ?? 0) - (right?.startLine ?? 0);
  const byColumn = (left?.startColumn ?? 0) - (right?.startColumn ?? 0);
  return byLine || byColumn || compareTexts(left?.pointer ?? "", right?.pointer ?? "");
}

/** Tells whether two places are of the same file and have a line in common; without lines a file is one place. */
export function isSamePlace(left: Place | undefined, right: Place | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  if (left.path !== right.path) return false;
  if (left.startLine === undefined || right.startLine === undefined) {
    return left.startLine === right.startLine && left.pointer === right.pointer;
  }
  return left.startLine <= (right.endLine ?? right.startLine) && right.startLine <= (left.endLine ?? left.startLine);
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
