import { toOneLine } from "../escape/visible.ts";
import { severityCountsOf, writeScope } from "../phrases.ts";
import { pathAndPlaceOf } from "../placing.ts";
import type { Summary, Unexamined } from "../summary.ts";
import { columnsOf } from "../width/columns.ts";
import { wrap } from "../width/wrap.ts";
import type { Frame } from "./frame.ts";

/** A text with and without colours. */
interface Part {
  readonly plain: string;
  readonly painted: string;
}

/**
 * Writes the end of a table: counts by severity, what one command repairs, what was accepted, time taken.
 *
 * A command is never broken: it stands on a line of its own when it does not fit beside the counts.
 */
export function writeEnding(summary: Summary, frame: Frame): readonly string[] {
  const { phrases, context } = frame;
  const counts = writeCounts(summary, frame);
  const offers = [
    { count: summary.repairable, label: phrases.repairable(summary.repairable), command: context.commands.repair },
    { count: summary.proposals, label: phrases.proposals(summary.proposals), command: context.commands.propose },
  ].filter(({ count }) => count > 0);
  const lines = [...joinParts(counts, frame)];
  for (const [index, { label, command }] of offers.entries()) {
    const offer = command === undefined ? label : `${label}:  ${toOneLine(command)}`;
    const counted = counts.map(({ plain }) => plain).join("");
    if (index === 0 && lines.length === 1 && columnsOf(counted) + 3 + columnsOf(offer) <= frame.columns) {
      lines[0] = `${lines[0] ?? ""}   ${offer}`;
    } else {
      lines.push(...(columnsOf(offer) <= frame.columns ? [offer] : [label, `  ${toOneLine(command ?? "")}`]));
    }
  }
  const notes: string[] = [];
  if (summary.accepted > summary.ruledOut) notes.push(phrases.accepted(summary.accepted - summary.ruledOut));
  if (summary.ruledOut > 0) notes.push(phrases.ruledOut(summary.ruledOut));
  const countDoubts = context.isVerbose ? phrases.doubts : phrases.unlistedDoubts;
  if (summary.warnings > 0) notes.push(countDoubts(summary.warnings));
  if (summary.unexamined.length > 0) notes.push(phrases.gaps(summary.unexamined.length));
  if (notes.length > 0) lines.push(...wrap(notes.join(phrases.separator), frame.columns));
  return lines;
}

/** Writes a list of places with messages under a heading, such as what was not examined. */
export function writePlaces(heading: string, places: readonly Unexamined[], frame: Frame): readonly string[] {
  const lines = [frame.paint.strong(heading)];
  for (const { target, code, message, location } of places) {
    const place = toOneLine(location === undefined ? target : pathAndPlaceOf(location));
    const text = `${place} ${toOneLine(message)} (${toOneLine(code)})`;
    const wrapped = wrap(text, frame.columns - 4);
    lines.push(...wrapped.map((line, index) => (index === 0 ? "  " : "    ") + line));
  }
  return lines;
}

/** Gives the counts in parts, so that they can be coloured and still be measured. */
function writeCounts(summary: Summary, frame: Frame): readonly Part[] {
  const { phrases, context, paint } = frame;
  if (summary.open === 0) {
    const nothing = summary.accepted === 0 ? phrases.nothingFound : phrases.nothingOpen;
    const text = nothing(summary.targets, context.elapsedMs);
    return [{ plain: text, painted: text }];
  }
  const parts: Part[] = [];
  for (const { severity, text } of severityCountsOf(summary, context.language)) {
    if (parts.length > 0) parts.push({ plain: phrases.separator, painted: phrases.separator });
    parts.push({ plain: text, painted: paint.severity(severity, text) });
  }
  const files = writeScope(summary, phrases, context.elapsedMs);
  parts.push({ plain: files, painted: files });
  return parts;
}

/** Joins the counts; on a terminal too narrow for them, without colours and wrapped. */
function joinParts(parts: readonly Part[], frame: Frame): readonly string[] {
  const plain = parts.map((part) => part.plain).join("");
  if (columnsOf(plain) > frame.columns) return wrap(plain, frame.columns);
  return [parts.map((part) => part.painted).join("")];
}
