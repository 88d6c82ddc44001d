import type { Finding } from "../../model/finding.ts";
import type { ReportDocument } from "../../model/report.ts";
import { toOneLine } from "../escape/visible.ts";
import { wrap } from "../width/wrap.ts";
import { describeOrigin, describeWitness, findUntoldSubject, originsOf, toolsOf } from "../witnesses.ts";
import type { Frame } from "./frame.ts";

/** Writes who saw a finding: the tools in one line, in verbose mode each with its own rule and severity. */
export function writeWitnesses(finding: Finding, indent: number, frame: Frame): readonly string[] {
  const { phrases, context, paint } = frame;
  const tools = toolsOf(finding);
  if (tools.length === 0 || (!frame.showsWitnesses && !context.isVerbose)) return [];
  const named = context.isVerbose ? (finding.witnesses ?? []).map(describeWitness) : tools;
  return writeLines(`${phrases.seenBy}: ${named.join(phrases.separator)}`, indent, frame).map(paint.faint);
}

/** Writes what an imported finding is about, where the lines above do not say it. */
export function writeSubject(finding: Finding, indent: number, frame: Frame): readonly string[] {
  const subject = findUntoldSubject(finding);
  return subject === undefined ? [] : writeLines(`${frame.phrases.subject}: ${subject}`, indent, frame);
}

const shownOrigins = 12;

/** Writes the documents of other tools that the reports were made of. */
export function writeOrigins({ reports }: ReportDocument, frame: Frame): readonly string[] {
  const { phrases, paint, ellipsis } = frame;
  const origins = originsOf(reports);
  if (origins.length === 0) return [];
  const shown = frame.context.isVerbose ? origins : origins.slice(0, shownOrigins);
  const left = origins.length - shown.length;
  return [
    paint.strong(phrases.importedDocuments),
    ...shown.flatMap((origin) => writeLines(describeOrigin(origin, phrases), 2, frame)),
    ...(left === 0 ? [] : [`  ${ellipsis} ${phrases.moreTargets(left)}`]),
  ];
}

function writeLines(text: string, indent: number, { columns, context }: Frame): readonly string[] {
  const line = toOneLine(context.hasUnicode ? text : text.replaceAll(" · ", " - "));
  return wrap(line, columns - indent).map((part) => " ".repeat(indent) + part);
}
