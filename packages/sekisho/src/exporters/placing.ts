import type { Finding } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import { compareSeverity } from "../model/severity.ts";

/** The findings whose first evidence stands in one file. */
export interface FileGroup {
  readonly path: string;
  /** By line, column, severity and rule. */
  readonly findings: readonly Finding[];
}

/** Groups findings by file; files are ordered by path, and findings by their place. */
export function groupByFile(findings: readonly Finding[]): readonly FileGroup[] {
  const byPath = Map.groupBy(findings, (finding) => finding.evidence[0].location.path);
  return [...byPath]
    .sort(([left], [right]) => compareText(left, right))
    .map(([path, group]) => ({ path, findings: group.toSorted(comparePlace) }));
}

/** Orders findings by severity, the worst first, then by risk, then by place: the order of summaries. */
export function compareUrgency(left: Finding, right: Finding): number {
  return (
    compareSeverity(left.severity, right.severity) ||
    (right.vulnerability?.risk ?? 0) - (left.vulnerability?.risk ?? 0) ||
    compareText(left.evidence[0].location.path, right.evidence[0].location.path) ||
    comparePlace(left, right)
  );
}

/** Writes a place for people, without its path: `3:5`, `3`, a pointer, or nothing. */
export function placeOf(location: Location): string {
  if (location.startLine === undefined) return location.pointer ?? "";
  return location.startColumn === undefined ? `${location.startLine}` : `${location.startLine}:${location.startColumn}`;
}

/** Writes a place for people, with its path. */
export function pathAndPlaceOf(location: Location): string {
  const place = placeOf(location);
  return place === "" ? location.path : `${location.path}:${place}`;
}

function comparePlace(left: Finding, right: Finding): number {
  const from = left.evidence[0].location;
  const to = right.evidence[0].location;
  return (
    (from.startLine ?? 0) - (to.startLine ?? 0) ||
    (from.startColumn ?? 0) - (to.startColumn ?? 0) ||
    compareSeverity(left.severity, right.severity) ||
    compareText(left.rule.id, right.rule.id)
  );
}

/** Orders by UTF-16 unit: the same everywhere, whatever the locale. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
