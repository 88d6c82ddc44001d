import type { Finding } from "../../model/finding.ts";
import type { Report, ReportDocument, Target } from "../../model/report.ts";
import { severities } from "../../model/severity.ts";
import type { ExportContext } from "../context.ts";
import { toOneLine } from "../escape/visible.ts";
import { createExcerptReader, findSecrets } from "../excerpt.ts";
import { isFlawFinding } from "../package-groups.ts";
import { type FileGroup, groupByFile } from "../placing.ts";
import { firstActionsOf } from "../remediation/first-actions.ts";
import { findingsOf, notesOf, summarize, warningsOf } from "../summary.ts";
import { wrap } from "../width/wrap.ts";
import { wrapPath } from "../width/wrap-path.ts";
import { hasSeveralSources } from "../witnesses.ts";
import { isAboutContent, writeContentFindings } from "./content-rows.ts";
import { writeEnding, writePlaces } from "./ending.ts";
import { writeFindings } from "./finding-rows.ts";
import { createFrame, type Frame } from "./frame.ts";
import { writeIncidents } from "./incident-rows.ts";
import { writePackageFindings } from "./package-rows.ts";
import { writeSecurityPolicy } from "./policy-rows.ts";
import { tableActions, writeFirstActions } from "./remediation-rows.ts";
import { hasHead, writeTargetHead } from "./target-head.ts";
import { writeOrigins } from "./witness-rows.ts";

/**
 * Writes a document for a terminal: findings by file and line with their source, what was not examined, on what data
 * the result rests where that is old, the counts.
 *
 * No line is wider than the terminal but one that holds a command to copy. Accepted findings and warnings about the
 * input are counted, and listed in verbose mode.
 */
export function exportTable(document: ReportDocument, context: ExportContext): string {
  return [...writeTable(document, context)].join("");
}

/** Writes what {@link exportTable} gives, piece by piece: a file with many findings is never in memory as one text. */
export function* writeTable(document: ReportDocument, context: ExportContext): Generator<string> {
  let piece = "";
  let isFirst = true;
  for (const lines of blocksOf(document, context)) {
    if (!isFirst) piece += "\n";
    isFirst = false;
    for (const line of lines) {
      piece += `${line}\n`;
      if (piece.length < pieceLength) continue;
      yield piece;
      piece = "";
    }
  }
  if (piece !== "") yield piece;
}

/** In UTF-16 units. */
const pieceLength = 16_384;

/** Lines that stand together; blocks are parted by an empty line. */
function* blocksOf(document: ReportDocument, context: ExportContext): Generator<Iterable<string>> {
  const frame = createFrame(
    context,
    createExcerptReader(findSecrets(document), context.sourceOf),
    hasSeveralSources(document),
  );
  const summary = summarize(document);
  const findings = findingsOf(document);
  for (const part of partsOf(document)) {
    const open = part.findings.filter(({ status }) => status === "open");
    yield* part.target === undefined ? writeGroups(open, frame) : writeTarget(part.target, open, frame);
  }
  if (context.isVerbose) {
    const accepted = findings.filter(({ status }) => status === "accepted");
    if (accepted.length > 0) yield [frame.paint.strong(frame.phrases.acceptedFindings)];
    const flaws = accepted.filter(isFlawFinding);
    if (flaws.length > 0) yield writePackageFindings(flaws, frame);
    yield* writeGroups(
      accepted.filter((finding) => !isFlawFinding(finding)),
      frame,
    );
    const doubts = warningsOf(document);
    if (doubts.length > 0) yield writePlaces(frame.phrases.doubtful, doubts, frame);
    const notes = notesOf(document);
    if (notes.length > 0) yield writePlaces(frame.phrases.goodToKnow, notes, frame);
  }
  const incidents = writeIncidents(document, frame);
  if (incidents.length > 0) yield incidents;
  const origins = writeOrigins(document, frame);
  if (origins.length > 0) yield origins;
  if (summary.unexamined.length > 0) yield writePlaces(frame.phrases.notExamined, summary.unexamined, frame);
  for (const first of firstActionsOf(document, tableActions)) {
    yield writeFirstActions(first, document.reports.length > 1, frame);
  }
  const policy = writeSecurityPolicy(document, frame);
  if (policy.length > 0) yield policy;
  if (summary.notices.length > 0) yield summary.notices.flatMap((notice) => wrap(toOneLine(notice), frame.columns));
  yield writeEnding(summary, frame);
}

/** A stretch of the table: the findings of one target with a head of its own, or of all files together. */
interface TablePart {
  readonly target?: Target;
  readonly findings: readonly Finding[];
}

/** Files first, together; then each image and directory with what it holds, or with the flaws that others saw in it. */
function partsOf({ reports }: ReportDocument): readonly TablePart[] {
  const hasOwnPart = (report: Report): boolean => hasHead(report) || report.findings.some(isFlawFinding);
  const files = reports.filter((report) => !hasOwnPart(report)).flatMap(({ findings }) => findings);
  const others = reports.filter(hasOwnPart).map(({ target, findings }) => ({ target, findings }));
  return [{ findings: files }, ...others];
}

/** Writes what a target is, what is wrong with it and its files as a whole, and its files line by line: the worst first. */
function* writeTarget(target: Target, findings: readonly Finding[], frame: Frame): Generator<Iterable<string>> {
  yield writeTargetHead(target, frame);
  const flaws = findings.filter(isFlawFinding);
  const others = findings.filter((finding) => !isFlawFinding(finding));
  const content = others.filter(isAboutContent);
  const blocks: TableBlock[] = groupByFile(others.filter((finding) => !isAboutContent(finding))).map((group) => ({
    findings: group.findings,
    write: () => writeGroup(group, frame),
  }));
  if (content.length > 0) {
    blocks.unshift({ findings: content, write: () => writeContentFindings(content, target.name, frame) });
  }
  if (flaws.length > 0) blocks.push({ findings: flaws, write: () => writePackageFindings(flaws, frame) });
  for (const [index, { findings: shown, write }] of blocks.toSorted(compareWorst).entries()) {
    // Behind a file, a name says that the file ends here.
    const isFile = shown !== content && shown !== flaws;
    const name = index > 0 && !isFile ? blockName(shown === flaws, target, frame) : [];
    yield [...name.map(frame.paint.strong), ...write()];
  }
}

function blockName(isOfPackages: boolean, { name }: Target, frame: Frame): readonly string[] {
  return isOfPackages ? [frame.phrases.flawedPackages] : wrapPath(toOneLine(name), frame.columns);
}

/** Findings that stand together, and what writes them. */
interface TableBlock {
  readonly findings: readonly Finding[];
  readonly write: () => Iterable<string>;
}

function compareWorst(left: TableBlock, right: TableBlock): number {
  return worstOf(left) - worstOf(right);
}

function worstOf({ findings }: TableBlock): number {
  return severities.findIndex((severity) => findings.some((finding) => finding.severity === severity));
}

function* writeGroups(findings: readonly Finding[], frame: Frame): Generator<Iterable<string>> {
  for (const group of groupByFile(findings)) yield writeGroup(group, frame);
}

function* writeGroup({ path, findings }: FileGroup, frame: Frame): Generator<string> {
  yield* wrapPath(toOneLine(path), frame.columns).map(frame.paint.strong);
  yield* writeFindings(findings, frame);
}
