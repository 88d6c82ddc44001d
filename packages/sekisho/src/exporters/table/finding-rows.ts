import type { Finding } from "../../model/finding.ts";
import type { Evidence } from "../../model/location.ts";
import { severities } from "../../model/severity.ts";
import { showControls, toOneLine } from "../escape/visible.ts";
import { namesOf } from "../package-groups.ts";
import { pathAndPlaceOf, placeOf } from "../placing.ts";
import { severityStyles } from "../severity-style.ts";
import { columnsOf, padEndColumns } from "../width/columns.ts";
import { wrap } from "../width/wrap.ts";
import type { Frame } from "./frame.ts";
import { layOutSourceLine } from "./source-line.ts";
import { writeSubject, writeWitnesses } from "./witness-rows.ts";

const fewestPlaceColumns = 5;
const lineNumberColumns = 5;
const shownPlaces = 3;
const namedPlaces = 12;

/** Gives the columns that the places of a file's findings need. */
function placeColumnsOf(findings: readonly Finding[]): number {
  let columns = fewestPlaceColumns;
  for (const { evidence } of findings) columns = Math.max(columns, columnsOf(lineAndColumn(evidence[0])));
  return columns;
}

/**
 * Writes the findings of one file, line by line: there may be many thousands. What one line shows for several findings in a
 * row is shown for the first of them.
 */
export function* writeFindings(findings: readonly Finding[], frame: Frame): Generator<string> {
  const placeColumns = placeColumnsOf(findings);
  let shown: Finding | undefined;
  for (const finding of findings) {
    const isAdvice = finding.severity === "info";
    const isRepeated = shown !== undefined && showsTheSame(shown, finding);
    yield* writeFinding(finding, placeColumns, frame, (isAdvice || isRepeated) && !frame.context.isVerbose);
    if (!isAdvice) shown = finding;
  }
}

function showsTheSame(left: Finding, right: Finding): boolean {
  if (left.evidence.length > 1 || right.evidence.length > 1) return false;
  const { location: before } = left.evidence[0];
  const { location } = right.evidence[0];
  return (
    location.startLine !== undefined &&
    before.path === location.path &&
    before.startLine === location.startLine &&
    before.startColumn === location.startColumn &&
    before.endLine === location.endLine &&
    before.endColumn === location.endColumn
  );
}

/**
 * Writes one finding: what and where, one sentence, the source with the range underlined. Brief ones go without their
 * source, so that what is wrong fits on a screen: advice (`info`), and what the lines above show already.
 */
function writeFinding(finding: Finding, placeColumns: number, frame: Frame, isBrief: boolean): readonly string[] {
  const indent = severityColumns(frame);
  return [
    ...writeHead(finding, placeColumns, frame),
    ...writeSubject(finding, indent, frame),
    ...(isBrief ? writeFurtherPlaces(finding, indent, frame) : writeEvidence(finding, indent, frame)),
    ...writeWitnesses(finding, indent, frame),
    ...writeException(finding, indent, frame),
    ...(frame.context.isVerbose ? writeBackground(finding, indent, frame) : []),
  ];
}

/** Writes a text below an indentation, wrapped; a label stands before its first line. */
export function writeParagraph(text: string, indent: number, frame: Frame, label?: string): readonly string[] {
  const paragraph = label === undefined ? toOneLine(text) : `${label}: ${toOneLine(text)}`;
  return wrap(paragraph, frame.columns - indent).map((line) => " ".repeat(indent) + line);
}

/**
 * Writes severity, place, title and message; the id stands at the right edge: beside the title, else beside the
 * message, else on a line of its own. Without columns for a place there is none.
 */
export function writeHead(
  finding: Pick<Finding, "severity" | "rule" | "title" | "message" | "evidence">,
  placeColumns: number,
  frame: Frame,
): readonly string[] {
  const { paint, columns } = frame;
  const indent = severityColumns(frame);
  const titleColumn = placeColumns === 0 ? indent : indent + placeColumns + 1;
  const id = toOneLine(finding.rule.id);
  const titles = wrap(toOneLine(finding.title), columns - titleColumn);
  const messages = finding.message === "" ? [] : writeParagraph(finding.message, indent, frame);
  const besideTitle = columns - titleColumn - columnsOf(titles.at(-1) ?? "") - columnsOf(id);
  const besideMessage = columns - columnsOf(messages.at(-1) ?? "") - columnsOf(id);
  const lines = titles.map(
    (line, index) =>
      (index === 0 ? writeStart(finding, placeColumns, frame) : " ".repeat(titleColumn)) + paint.strong(line),
  );
  if (besideTitle >= 2) return [...addRight(lines, besideTitle, paint.faint(id)), ...messages];
  if (messages.length > 0 && besideMessage >= 2)
    return [...lines, ...addRight(messages, besideMessage, paint.faint(id))];
  const own = wrap(id, columns - titleColumn).map((line) => " ".repeat(columns - columnsOf(line)) + paint.faint(line));
  return [...lines, ...own, ...messages];
}

/** Writes what stands before the title: mark, severity, place. */
function writeStart(finding: Pick<Finding, "severity" | "evidence">, placeColumns: number, frame: Frame): string {
  const { context, paint } = frame;
  const style = severityStyles[finding.severity];
  const mark = context.hasUnicode ? style.mark : style.plainMark;
  const severity = `${mark} ${padEndColumns(style.word[context.language], severityColumns(frame) - 4)}`;
  const place =
    placeColumns === 0 ? "" : `${paint.faint(padEndColumns(lineAndColumn(finding.evidence[0]), placeColumns))} `;
  return `  ${paint.severity(finding.severity, severity)}${place}`;
}

/** Adds a text at the right end of the last line. */
function addRight(lines: readonly string[], gap: number, text: string): readonly string[] {
  return [...lines.slice(0, -1), (lines.at(-1) ?? "") + " ".repeat(gap) + text];
}

function writeEvidence(finding: Finding, indent: number, frame: Frame): readonly string[] {
  const shown = frame.context.isVerbose ? finding.evidence.length : shownPlaces;
  const lines: string[] = [];
  const path = finding.evidence[0].location.path;
  for (const [index, evidence] of finding.evidence.slice(0, shown).entries()) {
    const isElsewhere = evidence.location.path !== path;
    const place = isElsewhere ? pathAndPlaceOf(evidence.location) : placeOf(evidence.location);
    const isNamed = isElsewhere || evidence.location.startLine === undefined;
    if (evidence.message !== undefined && evidence.message !== finding.message) {
      lines.push(...writeParagraph(index === 0 ? evidence.message : `${place} ${evidence.message}`, indent, frame));
    } else if (isNamed && place !== "") {
      lines.push(...writeParagraph(place, indent, frame));
    }
    lines.push(...writeSource(finding, evidence, frame));
  }
  const others = finding.evidence.slice(shown);
  if (others.length > 0) lines.push(...writeOtherPlaces(others, path, indent, frame));
  return lines;
}

/** Names the places of a finding behind the first, which its head names. */
function writeFurtherPlaces({ evidence }: Finding, indent: number, frame: Frame): readonly string[] {
  const others = evidence.slice(1);
  return others.length === 0 ? [] : writeOtherPlaces(others, evidence[0].location.path, indent, frame);
}

function writeOtherPlaces(others: readonly Evidence[], path: string, indent: number, frame: Frame): readonly string[] {
  const { phrases, ellipsis } = frame;
  const places = others
    .slice(0, namedPlaces)
    .map(({ location }) => (location.path === path ? placeOf(location) : pathAndPlaceOf(location)));
  const rest = others.length > namedPlaces ? `${phrases.separator}${ellipsis}` : "";
  const label = phrases.morePlaces(others.length);
  return writeParagraph(places.join(phrases.separator) + rest, indent, frame, label);
}

/** Writes the lines of one place, each with the marked part underlined. */
function writeSource(finding: Finding, evidence: Evidence, frame: Frame): readonly string[] {
  const { paint, gutter, ellipsis } = frame;
  const excerpt = frame.excerptOf(finding, evidence);
  const lines: string[] = [];
  for (const line of excerpt.lines) {
    const number = `${line.line ?? ""}`.padStart(lineNumberColumns);
    const margin = number.length + 3;
    const source = layOutSourceLine(line, { columns: frame.columns - margin, ellipsis });
    lines.push(`${paint.faint(`${number} ${gutter}`)} ${source.text}`);
    // Of an event the whole line is meant: nothing in it stands out.
    if (line.line === undefined || finding.kind === "activity") continue;
    const underline = paint.severity(finding.severity, "^".repeat(source.markColumns));
    lines.push(`${paint.faint(`${" ".repeat(number.length)} ${gutter}`)} ${" ".repeat(source.markStart)}${underline}`);
  }
  if (excerpt.leftOut > 0) {
    const blank = " ".repeat(lineNumberColumns);
    lines.push(paint.faint(`${blank} ${gutter} ${ellipsis} ${frame.phrases.moreLines(excerpt.leftOut)}`));
  }
  return lines;
}

/** Writes why a finding is accepted; nothing for an open one. */
export function writeException({ exception }: Finding, indent: number, frame: Frame): readonly string[] {
  if (exception === undefined) return [];
  const { phrases } = frame;
  const parts = [exception.reason];
  if (exception.owner !== undefined) parts.push(`${phrases.owner}: ${exception.owner}`);
  if (exception.expires !== undefined) parts.push(`${phrases.expires}: ${exception.expires}`);
  return writeParagraph(parts.join(phrases.separator), indent, frame, phrases.exception);
}

/** Writes why the question matters, what to do, and who else asks it. */
export function writeBackground(finding: Finding, indent: number, frame: Frame): readonly string[] {
  const { phrases, context } = frame;
  const rule = frame.ruleOf(finding.rule.id);
  const lists = [
    { label: phrases.controls, items: finding.rule.controls },
    namesOf(finding, phrases),
    { label: phrases.sources, items: rule?.sources ?? [] },
  ];
  return [
    ...(rule === undefined ? [] : writeParagraph(rule.why[context.language], indent, frame, phrases.why)),
    ...writeParagraph(finding.remediation, indent, frame, phrases.remediation),
    ...lists
      .filter(({ items }) => items.length > 0)
      .flatMap(({ label, items }) => writeParagraph(items.join(phrases.separator), indent, frame, label)),
  ];
}

/** Gives the columns before the place: indentation, mark, the widest severity word, a blank. */
export function severityColumns({ context }: Frame): number {
  return 5 + Math.max(...severities.map((severity) => columnsOf(severityStyles[severity].word[context.language])));
}

function lineAndColumn({ location }: Evidence): string {
  return location.startLine === undefined ? "" : showControls(placeOf(location));
}
