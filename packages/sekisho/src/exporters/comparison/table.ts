import type { ChangedFinding, ReportComparison, TargetComparison } from "../../model/comparison.ts";
import type { Finding } from "../../model/finding.ts";
import { compareSeverity } from "../../model/severity.ts";
import type { ExportContext } from "../context.ts";
import { toOneLine } from "../escape/visible.ts";
import { isUnrated } from "../package-groups.ts";
import { severityStyles, unratedStyle } from "../severity-style.ts";
import { severityColumns, writeParagraph } from "../table/finding-rows.ts";
import { createFrame, type Frame } from "../table/frame.ts";
import { padEndColumns } from "../width/columns.ts";
import { wrap } from "../width/wrap.ts";
import { type ComparisonWords, comparisonWords, countComparison, describeChange } from "./comparison-words.ts";

/** A frame with the words of comparisons. */
interface ComparisonFrame extends Frame {
  readonly words: ComparisonWords;
}

const noExcerpt = { lines: [], leftOut: 0 } as const;

/** Writes a comparison for a terminal: for each target what is new, changed and fixed, then the counts. */
export function comparisonTable(comparison: ReportComparison, context: ExportContext): string {
  const words = comparisonWords(context.language);
  const frame: ComparisonFrame = { ...createFrame(context, () => noExcerpt), words };
  const blocks = comparison.targets.map((target) => writeTarget(target, frame));
  if (comparison.missing.length > 0) {
    const names = comparison.missing.flatMap(({ name }) => writeParagraph(name, 2, frame));
    blocks.push([frame.paint.strong(words.missing), ...names]);
  }
  blocks.push(wrap(`${words.counts(countComparison(comparison))}${elapsed(context)}`, frame.columns));
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function elapsed({ elapsedMs, language }: ExportContext): string {
  const seconds = (elapsedMs / 1000).toFixed(2);
  return language === "ja" ? `（${seconds} 秒）` : ` (${seconds} s)`;
}

function writeTarget(comparison: TargetComparison, frame: ComparisonFrame): readonly string[] {
  const { words, paint, columns } = frame;
  const { target, against, appeared, changed, fixed, unassessed, isPartial } = comparison;
  const note = against === undefined ? words.notBefore : words.against(toOneLine(against.name));
  return [
    ...wrap(toOneLine(target.name), columns).map(paint.strong),
    ...wrap(note, columns - 2).map((line) => `  ${paint.faint(line)}`),
    ...(isPartial ? writeParagraph(words.partialNote, 2, frame) : []),
    ...writeSection(
      words.appeared,
      appeared.toSorted(byUrgency).flatMap((finding) => writeLine(finding, frame)),
      frame,
    ),
    ...writeSection(
      words.changed,
      changed.toSorted((left, right) => byUrgency(left.after, right.after)).flatMap((one) => writeChange(one, frame)),
      frame,
    ),
    ...writeSection(
      words.fixed,
      fixed.toSorted(byUrgency).flatMap((finding) => writeLine(finding, frame)),
      frame,
    ),
    ...writeSection(
      words.unassessed,
      unassessed.toSorted(byUrgency).flatMap((finding) => writeLine(finding, frame)),
      frame,
      words.unassessedNote,
    ),
  ];
}

function writeSection(
  heading: string,
  lines: readonly string[],
  frame: ComparisonFrame,
  note?: string,
): readonly string[] {
  if (lines.length === 0) return [];
  return [
    "",
    `  ${frame.paint.strong(heading)}`,
    ...(note === undefined ? [] : writeParagraph(note, 2, frame)),
    ...lines,
  ];
}

/** The worst first, rated ones before unrated ones, then the riskiest. */
function byUrgency(left: Finding, right: Finding): number {
  return (
    compareSeverity(left.severity, right.severity) ||
    Number(isUnrated(left)) - Number(isUnrated(right)) ||
    (right.vulnerability?.risk ?? 0) - (left.vulnerability?.risk ?? 0)
  );
}

function writeLine(finding: Finding, frame: ComparisonFrame): readonly string[] {
  const { context, paint, columns } = frame;
  const { severity, title } = finding;
  const style = isUnrated(finding) ? unratedStyle : severityStyles[severity];
  const mark = context.hasUnicode ? style.mark : style.plainMark;
  const indent = severityColumns(frame) + 2;
  const start = paint.severity(severity, `${mark} ${padEndColumns(style.word[context.language], indent - 6)}`);
  return wrap(toOneLine(title), columns - indent).map((line, index) =>
    index === 0 ? `    ${start}${line}` : " ".repeat(indent) + line,
  );
}

function writeChange({ after, changes }: ChangedFinding, frame: ComparisonFrame): readonly string[] {
  const { language } = frame.context;
  const said = changes.map((change) => describeChange(change, language)).join(frame.phrases.separator);
  return [...writeLine(after, frame), ...writeParagraph(said, severityColumns(frame) + 2, frame)];
}
