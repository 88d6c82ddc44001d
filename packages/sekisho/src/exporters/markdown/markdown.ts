import type { Finding } from "../../model/finding.ts";
import type { ReportDocument } from "../../model/report.ts";
import type { ExportContext } from "../context.ts";
import { escapeMarkdown, markdownCode, markdownProse } from "../escape/markdown.ts";
import { isUnrated } from "../package-groups.ts";
import { type Phrases, phrasesIn, severityCountsOf, writeScope } from "../phrases.ts";
import { compareUrgency, pathAndPlaceOf } from "../placing.ts";
import { severityStyles, unratedStyle } from "../severity-style.ts";
import { findingsOf, type Summary, summarize } from "../summary.ts";
import { describeOrigin, findUntoldSubject, hasSeveralSources, originsOf, toolsOf } from "../witnesses.ts";
import { writeIncidents } from "./incidents.ts";
import { maxRemediationCharacters, writeRemediation } from "./remediation.ts";
import { maxSecurityPolicyCharacters, writeSecurityPolicy } from "./security-policy.ts";

const shownRows = 20;
/** GitHub refuses comments of more than 65,536 characters; some are left for whoever puts a heading above. */
const maxCharacters = 60_000;
const maxCellCharacters = 400;
const shownGaps = 10;
const maxOtherCharacters = 2 * shownGaps * maxCellCharacters + maxRemediationCharacters + maxSecurityPolicyCharacters;

/**
 * Writes a document as a comment for a pull request: a summary line, the 20 most urgent findings, the rest folded.
 *
 * The comment is never longer than GitHub takes: what does not fit is counted.
 */
export function exportMarkdown(document: ReportDocument, context: ExportContext): string {
  const phrases = phrasesIn(context.language);
  const summary = summarize(document);
  const open = findingsOf(document)
    .filter(({ status }) => status === "open")
    .toSorted(compareUrgency);
  const isMixed = hasSeveralSources(document);
  const head = [
    `### Sekisho: ${writeHeadline(summary, context, phrases)}`,
    ...writeNotes(summary, context, phrases),
    ...writeOrigins(document, phrases),
  ];
  const incidents = writeIncidents(document, context.language);
  const left = maxCharacters - maxOtherCharacters - incidents.join("").length;
  const rows = fitRows(
    open.map((finding) => writeRow(finding, { context, phrases, isMixed })),
    left,
  );
  const blocks = [
    ...head,
    ...incidents,
    ...writeRemediation(document, context.language),
    ...writeSecurityPolicy(document, context.language),
  ];
  if (rows.length > 0) blocks.push(writeTable(rows.slice(0, shownRows), phrases));
  if (rows.length > shownRows) {
    const rest = writeTable(rows.slice(shownRows), phrases);
    const label = phrases.moreFindings(rows.length - shownRows);
    blocks.push(`<details>\n<summary>${label}</summary>\n\n${rest}\n\n</details>`);
  }
  if (rows.length < open.length) blocks.push(phrases.leftOut(open.length - rows.length));
  return `${blocks.join("\n\n")}\n`;
}

function writeHeadline(summary: Summary, { language }: ExportContext, phrases: Phrases): string {
  if (summary.open === 0) {
    const nothing = summary.accepted === 0 ? phrases.nothingFound : phrases.nothingOpen;
    return nothing(summary.targets, undefined);
  }
  const counts = severityCountsOf(summary, language).map(({ mark, text }) => `${mark} ${text}`);
  return counts.join(phrases.separator) + writeScope(summary, phrases, undefined);
}

function writeNotes(summary: Summary, { commands }: ExportContext, phrases: Phrases): readonly string[] {
  const notes: string[] = [];
  if (summary.repairable > 0) {
    const command = commands.repair === undefined ? "" : `: ${markdownCode(commands.repair)}`;
    notes.push(phrases.repairable(summary.repairable) + command);
  }
  if (summary.accepted > 0) notes.push(phrases.accepted(summary.accepted));
  const paragraphs = notes.length > 0 ? [notes.join(" · ")] : [];
  paragraphs.push(...summary.notices.map((notice) => markdownProse(notice)));
  if (summary.unexamined.length === 0) return paragraphs;
  const gaps = summary.unexamined.slice(0, shownGaps).map(({ target, message, location }) => {
    const place = location === undefined ? target : pathAndPlaceOf(location);
    return `* ${markdownCode(shorten(place))} ${markdownProse(shorten(message))}`;
  });
  return [...paragraphs, `**${phrases.gaps(summary.unexamined.length)}**\n\n${gaps.join("\n")}`];
}

const shownOrigins = 10;

function writeOrigins({ reports }: ReportDocument, phrases: Phrases): readonly string[] {
  const origins = originsOf(reports);
  if (origins.length === 0) return [];
  const lines = origins
    .slice(0, shownOrigins)
    .map((origin) => `* ${markdownProse(shorten(describeOrigin(origin, phrases)))}`);
  const left = origins.length - shownOrigins;
  return [
    [phrases.importedDocuments, "", ...lines, ...(left > 0 ? [`* ${phrases.moreTargets(left)}`] : [])].join("\n"),
  ];
}

interface RowSettings {
  readonly context: ExportContext;
  readonly phrases: Phrases;
  /** The findings come from different tools, so that who saw one is worth saying. */
  readonly isMixed: boolean;
}

function writeRow(finding: Finding, { context: { language }, phrases, isMixed }: RowSettings): string {
  const tools = toolsOf(finding).map((tool) => markdownProse(shorten(tool)));
  const seenBy = !isMixed || tools.length === 0 ? "" : `<br>${phrases.seenBy}: ${tools.join(phrases.separator)}`;
  const style = isUnrated(finding) ? unratedStyle : severityStyles[finding.severity];
  const { vulnerability } = finding;
  const subject = findUntoldSubject(finding);
  const about = subject === undefined ? "" : `<br>${phrases.subject}: ${markdownCode(shorten(subject))}`;
  // The title says package, version and repair already; what is left is what the publisher says.
  const said = vulnerability?.kind === "vulnerability" ? vulnerability.summary : finding.message;
  const cells = [
    `${style.mark}&nbsp;${style.word[language]}`,
    markdownCode(shorten(pathAndPlaceOf(finding.evidence[0].location))),
    `**${escapeMarkdown(shorten(finding.title))}**${said === "" ? "" : `<br>${markdownProse(shorten(said))}`}${about}${seenBy}`,
    markdownCode(shorten(vulnerability?.advisory ?? finding.rule.id)),
  ];
  return `| ${cells.join(" | ")} |`;
}

function writeTable(rows: readonly string[], phrases: Phrases): string {
  const heading = `| ${phrases.severity} | ${phrases.place} | ${phrases.title} | ${phrases.rule} |`;
  return [heading, "| --- | --- | --- | --- |", ...rows].join("\n");
}

/** Takes rows as long as the comment stays within its limit. */
function fitRows(rows: readonly string[], maxRowCharacters: number): readonly string[] {
  let characters = 0;
  const tooMany = rows.findIndex((row) => {
    characters += row.length + 1;
    return characters > maxRowCharacters;
  });
  return tooMany === -1 ? rows : rows.slice(0, tooMany);
}

function shorten(text: string): string {
  return text.length <= maxCellCharacters ? text : `${text.slice(0, maxCellCharacters).toWellFormed()}…`;
}
