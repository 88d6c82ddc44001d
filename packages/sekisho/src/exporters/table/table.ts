import type { ReportDocument } from "../../model/report.ts";
import type { ExportContext } from "../context.ts";
import { toOneLine } from "../escape/visible.ts";
import { createExcerptReader, findSecrets } from "../excerpt.ts";
import { groupByFile } from "../placing.ts";
import { findingsOf, summarize, warningsOf } from "../summary.ts";
import { wrap } from "../width/wrap.ts";
import { writeEnding, writePlaces } from "./ending.ts";
import { placeColumnsOf, writeFinding } from "./finding-rows.ts";
import { createFrame, type Frame } from "./frame.ts";

/**
 * Writes a document for a terminal: findings by file and line with their source, what was not examined, the counts.
 *
 * No line is wider than the terminal but one that holds a command to copy. Accepted findings and warnings about the
 * input are counted, and listed in verbose mode.
 */
export function exportTable(document: ReportDocument, context: ExportContext): string {
  const frame = createFrame(context, createExcerptReader(findSecrets(document), context.sourceOf));
  const summary = summarize(document);
  const findings = findingsOf(document);
  const blocks = writeGroups(
    findings.filter(({ status }) => status === "open"),
    frame,
  );
  if (context.isVerbose) {
    const accepted = writeGroups(
      findings.filter(({ status }) => status === "accepted"),
      frame,
    );
    if (accepted.length > 0) blocks.push([frame.paint.strong(frame.phrases.acceptedFindings)], ...accepted);
    const doubts = warningsOf(document);
    if (doubts.length > 0) blocks.push(writePlaces(frame.phrases.doubtful, doubts, frame));
  }
  if (summary.unexamined.length > 0) {
    blocks.push(writePlaces(frame.phrases.notExamined, summary.unexamined, frame));
  }
  blocks.push(writeEnding(summary, frame));
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function writeGroups(findings: Parameters<typeof groupByFile>[0], frame: Frame): (readonly string[])[] {
  return groupByFile(findings).map((group) => {
    const placeColumns = placeColumnsOf(group.findings);
    return [
      ...wrap(toOneLine(group.path), frame.columns).map(frame.paint.strong),
      ...group.findings.flatMap((finding) => writeFinding(finding, placeColumns, frame)),
    ];
  });
}
