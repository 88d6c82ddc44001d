import type { Severity } from "../../model/severity.ts";
import { severities } from "../../model/severity.ts";
import { toOneLine } from "../escape/visible.ts";
import { type FlawFinding, groupByPackage, isUnrated, type PackageGroup } from "../package-groups.ts";
import { pathAndPlaceOf } from "../placing.ts";
import { severityStyles, unratedStyle } from "../severity-style.ts";
import { columnsOf, columnsOfCodePoint, padEndColumns } from "../width/columns.ts";
import { wrap } from "../width/wrap.ts";
import { toolsOf } from "../witnesses.ts";
import { severityColumns, writeException, writeParagraph } from "./finding-rows.ts";
import type { Frame } from "./frame.ts";
import { writeWitnesses } from "./witness-rows.ts";

/** Flaws of a package that are not urgent are shown up to so many. */
const shownFlaws = 5;
/** Packages without an urgent flaw are shown up to so many. */
const shownPackages = 10;
const namedPackages = 6;
const widestFlaw = 20;
const widestFix = 24;
const probabilityWorthSaying = 0.1;

/**
 * Writes known flaws package by package: where it is, then a line for each flaw with its repair.
 *
 * All urgent flaws are shown, those at or above high and those that are exploited. Of the others the first ones are, and
 * the rest is counted; verbose mode shows all.
 */
export function writePackageFindings(findings: readonly FlawFinding[], frame: Frame): readonly string[] {
  const groups = groupByPackage(findings);
  const isShown = (group: PackageGroup): boolean => group.flaws.some(isUrgent);
  const others = groups.filter((group) => !isShown(group));
  const kept = frame.context.isVerbose ? others : others.slice(0, shownPackages);
  const left = others.slice(kept.length);
  const lines = [...groups.filter(isShown), ...kept].flatMap((group) => writePackage(group, frame));
  if (left.length === 0) return lines;
  const counted = countFlaws(
    left.flatMap(({ flaws }) => flaws),
    frame,
  );
  return [
    ...lines,
    ...writeParagraph(`${frame.ellipsis} ${frame.phrases.morePackages(left.length)}: ${counted}`, 2, frame),
  ];
}

function isUrgent({ severity, vulnerability }: FlawFinding): boolean {
  return severity === "critical" || severity === "high" || vulnerability.knownExploited !== undefined;
}

function writePackage(group: PackageGroup, frame: Frame): readonly string[] {
  const { flaws } = group;
  const urgent = flaws.filter(isUrgent);
  const others = flaws.filter((finding) => !isUrgent(finding));
  const shown = frame.context.isVerbose ? others : others.slice(0, shownFlaws);
  const left = others.slice(shown.length);
  const widths = widthsOf([...urgent, ...shown]);
  const rows = [...urgent, ...shown].flatMap((finding) => writeFlaw(finding, widths, frame));
  const more = left.length === 0 ? [] : writeParagraph(`${frame.ellipsis} ${countFlaws(left, frame)}`, 4, frame);
  return [...writeName(group, frame), ...rows, ...more, ...writeException(flaws[0], 4, frame)];
}

/** Writes name and version, with the place at the right where it fits, and what is installed of a source package. */
function writeName({ name, installed, packages, flaws }: PackageGroup, frame: Frame): readonly string[] {
  const { paint, phrases, columns } = frame;
  const title = toOneLine(`${name} ${installed}`);
  const { evidence } = flaws[0];
  const places = evidence.length === 1 ? "" : ` +${evidence.length - 1}`;
  const place = toOneLine(`${pathAndPlaceOf(evidence[0].location)}${places}`);
  const gap = columns - 2 - columnsOf(title) - columnsOf(place);
  const head =
    gap >= 2
      ? [`  ${paint.strong(title)}${" ".repeat(gap)}${paint.faint(place)}`]
      : [...writeParagraph(title, 2, frame).map(paint.strong), ...writeParagraph(place, 4, frame).map(paint.faint)];
  if (packages.length === 1 && packages[0] === name) return head;
  const named = packages.slice(0, namedPackages).join(phrases.separator);
  const rest = packages.length > namedPackages ? `${phrases.separator}${frame.ellipsis}` : "";
  return [...head, ...writeParagraph(`${named}${rest}`, 4, frame).map(paint.faint)];
}

/** Columns of names and of repairs. */
interface RowWidths {
  readonly flaw: number;
  readonly fix: number;
}

function widthsOf(findings: readonly FlawFinding[]): RowWidths {
  const widest = (texts: readonly string[], most: number): number =>
    Math.min(most, Math.max(0, ...texts.map(columnsOf)));
  return {
    flaw: widest(
      findings.map(({ vulnerability }) => toOneLine(vulnerability.flaw)),
      widestFlaw,
    ),
    fix: widest(findings.map(fixOf), widestFix),
  };
}

function fixOf({ vulnerability: { fixedIn } }: FlawFinding): string {
  return fixedIn === undefined ? "" : toOneLine(`→ ${fixedIn}`);
}

/** Writes severity, name and repair, and as much of the publisher's words as fits; in verbose mode all of it below. */
function writeFlaw(finding: FlawFinding, widths: RowWidths, frame: Frame): readonly string[] {
  const { context, columns, ellipsis } = frame;
  const indent = severityColumns(frame) + 2;
  const start = writeFlawSeverity(finding, indent, frame);
  const name = toOneLine(finding.vulnerability.flaw);
  const fix = context.hasUnicode ? fixOf(finding) : fixOf(finding).replace("→", "->");
  const fixColumns = context.hasUnicode || widths.fix === 0 ? widths.fix : widths.fix + 1;
  const parts = [padEndColumns(name, widths.flaw), ...(fixColumns === 0 ? [] : [padEndColumns(fix, fixColumns)])];
  const row = parts.join("  ");
  const room = columns - indent - columnsOf(row) - 2;
  const said = crop(wordsOf(finding, frame), room, ellipsis);
  const lines =
    room < -2
      ? [
          ...wrap(name, columns - indent).map((line, at) => (at === 0 ? start : " ".repeat(indent)) + line),
          ...(fix === "" ? [] : writeParagraph(fix, indent, frame)),
        ]
      : [`${start}${row}${said === "" ? "" : `  ${said}`}`.trimEnd()];
  if (!context.isVerbose) return lines;
  const { message, remediation } = finding;
  return [
    ...lines,
    ...writeParagraph(message, indent, frame),
    ...writeParagraph(remediation, indent, frame),
    ...writeWitnesses(finding, indent, frame),
  ];
}

function writeFlawSeverity(finding: FlawFinding, indent: number, { context, paint }: Frame): string {
  const { mark, plainMark, word } = isUnrated(finding) ? unratedStyle : severityStyles[finding.severity];
  const padded = padEndColumns(word[context.language], indent - 6);
  return `    ${paint.severity(finding.severity, `${context.hasUnicode ? mark : plainMark} ${padded}`)}`;
}

/** What is worth a word: exploitation, then what the publisher says. */
function wordsOf(finding: FlawFinding, frame: Frame): string {
  const { message, vulnerability } = finding;
  const { kind, summary, knownExploited, epss } = vulnerability;
  const tools = toolsOf(finding);
  const { phrases } = frame;
  const words: string[] = [];
  if (frame.showsWitnesses && tools.length > 0) words.push(tools.join("+"));
  if (knownExploited !== undefined) words.push(phrases.knownExploited);
  if (epss !== undefined && epss.probability >= probabilityWorthSaying) {
    words.push(`EPSS ${Math.floor(epss.probability * 100)} %`);
  }
  words.push(kind === "vulnerability" ? summary : message);
  return toOneLine(words.filter((word) => word !== "").join(phrases.separator));
}

/** Cuts a text to so many columns. */
function crop(text: string, columns: number, ellipsis: string): string {
  if (columnsOf(text) <= columns) return text;
  const room = columns - ellipsis.length;
  if (room < 8) return "";
  let taken = 0;
  let kept = "";
  for (const character of text) {
    taken += columnsOfCodePoint(character.codePointAt(0) ?? 0);
    if (taken > room) break;
    kept += character;
  }
  return `${kept.trimEnd()}${ellipsis}`;
}

function countFlaws(findings: readonly FlawFinding[], { context, phrases }: Frame): string {
  const counts = new Map<Severity | "unrated", number>();
  for (const finding of findings) {
    const key = isUnrated(finding) ? "unrated" : finding.severity;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const words = [...severities, "unrated"] as const;
  return words
    .flatMap((word) => {
      const count = counts.get(word);
      const style = word === "unrated" ? unratedStyle : severityStyles[word];
      return count === undefined ? [] : [phrases.severityCount(count, style.word[context.language])];
    })
    .join(phrases.separator);
}
