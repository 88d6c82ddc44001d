import type { RemediationAction } from "../../model/remediation.ts";
import { toOneLine } from "../escape/visible.ts";
import { actionPhrasesIn, type FirstActions } from "../remediation/first-actions.ts";
import { columnsOf } from "../width/columns.ts";
import { wrap } from "../width/wrap.ts";
import { wrapPath } from "../width/wrap-path.ts";
import type { Frame } from "./frame.ts";

/** How many actions a table shows for each target. */
export const tableActions = 5;

const indentation = 2;
const maxCommandColumns = 2_000;

/**
 * Writes what to do first about a target: one action a line with what it takes away; in verbose mode why, and the commands
 * to copy, which are never broken.
 *
 * @param isNamed Whether to say which target it is about.
 */
export function writeFirstActions(first: FirstActions, isNamed: boolean, frame: Frame): readonly string[] {
  const phrases = actionPhrasesIn(frame.context.language);
  const heading = wrap(phrases.heading(first.actions.length, first.share), frame.columns);
  const name = isNamed ? wrapPath(toOneLine(first.target), frame.columns) : [];
  const lines = [...name, ...heading].map(frame.paint.strong);
  for (const [index, action] of first.actions.entries()) lines.push(...writeAction(action, index + 1, frame));
  if (first.others > 0) lines.push(...indented(phrases.others(first.others), frame));
  return lines;
}

function writeAction(action: RemediationAction, number: number, frame: Frame): readonly string[] {
  const { context, columns } = frame;
  const phrases = actionPhrasesIn(context.language);
  const takes = `${phrases.takes(action.adds.findings)}  ${phrases.share(action.adds.share).padStart("100 %".length)}`;
  const mark = `${number}. `;
  const start = indentation + columnsOf(mark);
  const pad = " ".repeat(start);
  const title = wrap(toOneLine(action.title), columns - start);
  const last = title.at(-1) ?? "";
  const gap = columns - start - columnsOf(last) - columnsOf(takes);
  const rows = title.map((line, index) => (index === 0 ? " ".repeat(indentation) + mark : pad) + line);
  if (gap >= 2) rows.push(`${rows.pop() ?? ""}${" ".repeat(gap)}${takes}`);
  else rows.push(" ".repeat(Math.max(start, columns - columnsOf(takes))) + takes);
  if (!context.isVerbose) return rows;
  const explanation = toOneLine(action.explanation);
  if (explanation !== "") rows.push(...wrap(explanation, columns - start).map((line) => pad + line));
  return [...rows, ...action.commands.flatMap((command) => writeCommand(toOneLine(command), start, frame))];
}

/** A command stays on one line, for copying; one of many pages is no command. */
function writeCommand(command: string, start: number, { columns }: Frame): readonly string[] {
  const lines = columnsOf(command) > maxCommandColumns ? wrap(command, columns - start) : [command];
  return lines.map((line) => " ".repeat(start) + line);
}

function indented(text: string, { columns }: Frame): readonly string[] {
  return wrap(text, columns - indentation).map((line) => " ".repeat(indentation) + line);
}
