import type { Finding } from "../../model/finding.ts";
import type { Evidence } from "../../model/location.ts";
import { compareSeverity } from "../../model/severity.ts";
import { toOneLine } from "../escape/visible.ts";
import { pathAndPlaceOf } from "../placing.ts";
import { wrapItems } from "../width/wrap-path.ts";
import { severityColumns, writeBackground, writeException, writeHead, writeParagraph } from "./finding-rows.ts";
import type { Frame } from "./frame.ts";
import { writeSubject, writeWitnesses } from "./witness-rows.ts";

const shownFindings = 5;
const shownPlaces = 12;
const maxExcerptCharacters = 200;

/** Tells whether a finding is about a target or whole files of it, and not about a line. */
export function isAboutContent({ evidence }: Finding): boolean {
  return evidence.every(({ location }) => location.startLine === undefined);
}

/**
 * Writes findings about a target and its files: the worst first, those of one rule and severity under one title, each
 * with its message and its files.
 *
 * Of a rule that is broken often and is not urgent the first are shown, and the others are counted; verbose mode shows all.
 */
export function writeContentFindings(
  findings: readonly Finding[],
  targetName: string,
  frame: Frame,
): readonly string[] {
  const groups = Map.groupBy(findings, ({ severity, rule }) => `${severity} ${rule.id}`);
  return [...groups.values()].sort(compareGroups(targetName)).flatMap((group) => writeGroup(group, targetName, frame));
}

function writeGroup(group: readonly Finding[], targetName: string, frame: Frame): readonly string[] {
  const [first, ...others] = group;
  if (first === undefined) return [];
  const indent = severityColumns(frame);
  const isUrgent = first.severity === "critical" || first.severity === "high";
  const shown = frame.context.isVerbose || isUrgent ? others : others.slice(0, shownFindings - 1);
  const leftOut = others.length - shown.length;
  const title = others.length === 0 ? first.title : `${first.title} (${group.length})`;
  return [
    ...writeHead({ ...first, title }, 0, frame),
    ...writePlaces(first, targetName, frame),
    ...shown.flatMap((finding) => [
      ...writeParagraph(finding.message, indent, frame),
      ...writePlaces(finding, targetName, frame),
    ]),
    ...(leftOut === 0 ? [] : writeParagraph(`${frame.ellipsis} ${frame.phrases.moreFindings(leftOut)}`, indent, frame)),
    ...(frame.context.isVerbose ? writeBackground(first, indent, frame) : []),
  ];
}

/** Writes the places of a finding and why it is accepted, below its message. */
function writePlaces(finding: Finding, targetName: string, frame: Frame): readonly string[] {
  const indent = severityColumns(frame);
  const lines: string[] = [];
  const plain: string[] = [];
  for (const evidence of finding.evidence) {
    const place = nameOf(evidence, targetName, frame);
    if (evidence.message === undefined || evidence.message === finding.message) plain.push(place);
    else if (lines.length < shownPlaces || frame.context.isVerbose) {
      lines.push(...writeParagraph(`${place} ${evidence.message}`.trim(), indent, frame));
    }
  }
  const places = plain.filter((place) => place !== "");
  const shown = frame.context.isVerbose ? places : places.slice(0, shownPlaces);
  const items = shown.length < places.length ? [...shown, frame.ellipsis] : shown;
  const listed = wrapItems(items, frame.phrases.separator, frame.columns - indent);
  return [
    ...writeSubject(finding, indent, frame),
    ...lines,
    ...listed.map((line) => " ".repeat(indent) + frame.paint.faint(line)),
    ...writeWitnesses(finding, indent, frame),
    ...writeException(finding, indent, frame),
  ];
}

/** Names a place: the file, else where in the configuration, with what stands there. */
function nameOf({ location, excerpt }: Evidence, targetName: string, frame: Frame): string {
  const { path, pointer } = location;
  const place = toOneLine(path === targetName ? (pointer ?? "") : pathAndPlaceOf(location));
  if (excerpt === undefined || excerpt === "") return place;
  const cut = excerpt.slice(0, maxExcerptCharacters).toWellFormed();
  const seen = toOneLine(cut.length < excerpt.length ? `${cut}${frame.ellipsis}` : cut);
  return place === "" ? "" : `${place} (${seen})`;
}

/** The worst first; what is about the target itself before what is about its files. */
function compareGroups(targetName: string) {
  return ([left]: readonly Finding[], [right]: readonly Finding[]): number => {
    if (left === undefined || right === undefined) return 0;
    const isFile = ({ evidence }: Finding): number => (evidence[0].location.path === targetName ? 0 : 1);
    return compareSeverity(left.severity, right.severity) || isFile(left) - isFile(right);
  };
}
