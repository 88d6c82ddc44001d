import type { Assessment, ControlAssessment } from "../../model/assessment.ts";
import type { Language } from "../../model/text.ts";
import type { ExportContext } from "../context.ts";
import { toOneLine } from "../escape/visible.ts";
import { type Phrases, phrasesIn } from "../phrases.ts";
import { createPaint, type Paint } from "../table/paint.ts";
import { columnsOf, padEndColumns } from "../width/columns.ts";
import { wrap } from "../width/wrap.ts";
import { type ControlState, countOutcomes, nameOutcome, stateOf } from "./outcomes.ts";

/** How an outcome looks; never told by colour alone. */
interface OutcomeStyle {
  readonly mark: string;
  readonly plainMark: string;
  readonly paint: (paint: Paint, text: string) => string;
}

const outcomeStyles: Readonly<Record<ControlState, OutcomeStyle>> = {
  failed: { mark: "✗", plainMark: "x", paint: (paint, text) => paint.severity("high", text) },
  accepted: { mark: "○", plainMark: "o", paint: (paint, text) => paint.strong(text) },
  passed: { mark: "✓", plainMark: "+", paint: (paint, text) => paint.strong(text) },
  "not-assessed": { mark: "·", plainMark: ".", paint: (paint, text) => paint.faint(text) },
};

const fewestColumns = 40;
const fewestTitleColumns = 20;

/**
 * Writes an assessment for a terminal: each control with mark, id, title and outcome, why one was not assessed, and
 * the counts. In verbose mode also what the checks of a control cannot see.
 */
export function exportFrameworkTable(assessment: Assessment, context: ExportContext): string {
  const phrases = phrasesIn(context.language);
  const paint = createPaint(context.hasColour);
  const columns = Math.max(context.columns, fewestColumns);
  const { framework, controls } = assessment;
  const idColumns = Math.max(...controls.map(({ id }) => columnsOf(toOneLine(id))), 1);
  const heading = wrap(toOneLine(`${framework.title[context.language]} (${framework.id})`), columns);
  const rows = controls.flatMap((control) => writeControl(control, { context, phrases, paint, columns, idColumns }));
  return [...heading.map((line) => paint.strong(line)), ...rows, "", writeCounts(controls, phrases), ""].join("\n");
}

/** What a row needs besides its control. */
interface RowFrame {
  readonly context: ExportContext;
  readonly phrases: Phrases;
  readonly paint: Paint;
  readonly columns: number;
  readonly idColumns: number;
}

function writeControl(control: ControlAssessment, frame: RowFrame): readonly string[] {
  const { context, paint, columns, idColumns } = frame;
  const style = outcomeStyles[stateOf(control.outcome)];
  const mark = style.paint(paint, context.hasUnicode ? style.mark : style.plainMark);
  const indent = 4 + idColumns + 2;
  const outcome = nameOutcome(control.outcome, frame.phrases);
  const room = columns - indent;
  const start = `  ${mark} ${padEndColumns(toOneLine(control.id), idColumns)}  `;
  const notes = notesOf(control, context.language, context.isVerbose).flatMap((note) => wrap(toOneLine(note), room));
  const title = writeTitle(toOneLine(control.title[context.language]), outcome, room, (text) =>
    style.paint(paint, text),
  );
  const lines = [...title, ...notes.map((line) => paint.faint(line))];
  return lines.map((line, index) => (index === 0 ? start : " ".repeat(indent)) + line);
}

/** Puts the outcome at the right end of the title's first line, or below the title where that is too narrow. */
function writeTitle(title: string, outcome: string, room: number, paint: (text: string) => string): readonly string[] {
  const beside = room - columnsOf(outcome) - 2;
  if (beside < fewestTitleColumns) return [...wrap(title, room), ...wrap(outcome, room).map(paint)];
  const [first = "", ...rest] = wrap(title, beside);
  return [first + " ".repeat(beside - columnsOf(first) + 2) + paint(outcome), ...rest];
}

/** Gives the reason of a control that was not assessed; in verbose mode what its checks cannot see as well. */
function notesOf({ outcome, note }: ControlAssessment, language: Language, isVerbose: boolean): readonly string[] {
  const reason = outcome.ended === "not-assessed" ? outcome.reason[language] : undefined;
  const texts = [reason, isVerbose ? note?.[language] : undefined].filter((text) => text !== undefined);
  return [...new Set(texts)];
}

function writeCounts(controls: readonly ControlAssessment[], phrases: Phrases): string {
  return phrases.controlCounts(countOutcomes({ controls }));
}
