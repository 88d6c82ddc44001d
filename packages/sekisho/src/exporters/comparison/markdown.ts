import type { ReportComparison, TargetComparison } from "../../model/comparison.ts";
import type { Finding } from "../../model/finding.ts";
import type { Target } from "../../model/report.ts";
import { compareSeverity } from "../../model/severity.ts";
import type { ExportContext } from "../context.ts";
import { escapeMarkdown, markdownCode } from "../escape/markdown.ts";
import { isUnrated } from "../package-groups.ts";
import { phrasesIn } from "../phrases.ts";
import { severityStyles, unratedStyle } from "../severity-style.ts";
import { comparisonWords, countComparison, describeChange } from "./comparison-words.ts";

/** GitHub refuses comments of more than 65,536 characters. */
const maxCharacters = 60_000;
const maxCellCharacters = 400;
const shownRows = 20;

/** Writes a comparison as a comment for a pull request: the counts, then what is new and changed, the rest folded. */
export function comparisonMarkdown(comparison: ReportComparison, context: ExportContext): string {
  const words = comparisonWords(context.language);
  const room = { characters: maxCharacters };
  const blocks = [`### Sekisho: ${words.counts(countComparison(comparison))}`];
  for (const target of comparison.targets) blocks.push(...writeTarget(target, context, room));
  if (comparison.missing.length > 0) {
    blocks.push(`**${words.missing}**: ${comparison.missing.map(nameOf).join(phrasesIn(context.language).separator)}`);
  }
  return `${blocks.join("\n\n")}\n`;
}

/** How much of the comment is left. */
interface Room {
  characters: number;
}

function writeTarget(comparison: TargetComparison, context: ExportContext, room: Room): readonly string[] {
  const { language } = context;
  const words = comparisonWords(language);
  const { target, against, appeared, changed, fixed, unassessed, isPartial } = comparison;
  const note = against === undefined ? words.notBefore : words.against(nameOf(against));
  const rowsOf = (findings: readonly Finding[]): readonly Row[] => findings.map((finding) => ({ finding, said: "" }));
  const changedRows = changed.map(({ after, changes }) => ({
    finding: after,
    said: changes.map((change) => describeChange(change, language)).join(phrasesIn(language).separator),
  }));
  return [
    `#### ${nameOf(target)}\n\n${note}`,
    ...(isPartial ? [words.partialNote] : []),
    ...writeTable(words.appeared, rowsOf(appeared), context, room),
    ...writeTable(words.changed, changedRows, context, room),
    ...writeTable(words.fixed, rowsOf(fixed), context, room),
    ...writeTable(words.unassessed, rowsOf(unassessed), context, room),
  ];
}

/** A finding with what changed of it. */
interface Row {
  readonly finding: Finding;
  readonly said: string;
}

function writeTable(heading: string, rows: readonly Row[], context: ExportContext, room: Room): readonly string[] {
  if (rows.length === 0) return [];
  const phrases = phrasesIn(context.language);
  const sorted = rows.toSorted((left, right) => compareSeverity(left.finding.severity, right.finding.severity));
  const written: string[] = [];
  for (const row of sorted.map((one) => writeRow(one, context))) {
    if (room.characters < row.length) break;
    room.characters -= row.length + 1;
    written.push(row);
  }
  const head = `| ${phrases.severity} | ${phrases.title} |\n| --- | --- |\n`;
  const shown = written.slice(0, shownRows);
  const folded = written.slice(shownRows);
  const blocks = [`**${heading} (${rows.length})**`];
  if (shown.length > 0) blocks.push(head + shown.join("\n"));
  if (folded.length > 0) {
    const label = phrases.moreFindings(folded.length);
    blocks.push(`<details>\n<summary>${label}</summary>\n\n${head}${folded.join("\n")}\n\n</details>`);
  }
  if (written.length < rows.length) blocks.push(phrases.leftOut(rows.length - written.length));
  return blocks;
}

function writeRow({ finding, said }: Row, { language }: ExportContext): string {
  const { severity, title } = finding;
  const { mark, word } = isUnrated(finding) ? unratedStyle : severityStyles[severity];
  const change = said === "" ? "" : `<br>${escapeMarkdown(shorten(said))}`;
  return `| ${mark}&nbsp;${word[language]} | ${escapeMarkdown(shorten(title))}${change} |`;
}

function nameOf({ name }: Target): string {
  return markdownCode(shorten(name));
}

function shorten(text: string): string {
  return text.length <= maxCellCharacters ? text : `${text.slice(0, maxCellCharacters).toWellFormed()}…`;
}
