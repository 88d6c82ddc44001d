import type { RemediationAction } from "../../model/remediation.ts";
import type { ReportDocument } from "../../model/report.ts";
import { escapeHtml } from "../escape/html.ts";
import {
  type ActionPhrases,
  actionPhrasesIn,
  type FirstActions,
  firstActionsOf,
} from "../remediation/first-actions.ts";
import { codeHtml, proseHtml } from "./markup.ts";
import type { Page } from "./page.ts";

const shownActions = 10;

/** Writes what to do first about each target: the actions, what each takes away, and what is left; nothing without any. */
export function writeRemediation(document: ReportDocument, { context }: Page): string {
  const phrases = actionPhrasesIn(context.language);
  const isNamed = document.reports.length > 1;
  return firstActionsOf(document, shownActions)
    .map((first, index) => writeSection(first, { phrases, isNamed, anchor: `remediation-${index + 1}` }))
    .join("\n");
}

interface SectionFrame {
  readonly phrases: ActionPhrases;
  readonly isNamed: boolean;
  readonly anchor: string;
}

function writeSection(first: FirstActions, { phrases, isNamed, anchor }: SectionFrame): string {
  const { action, takes, share } = phrases.headings;
  const last = first.actions.at(-1) ?? first.actions[0];
  return [
    `<section aria-labelledby="${anchor}"><h2 id="${anchor}">${escapeHtml(phrases.heading(first.actions.length, first.share))}</h2>`,
    isNamed ? `<p>${codeHtml(first.target)}</p>` : "",
    `<table><thead><tr><th>${escapeHtml(share)}</th><th class="wide">${escapeHtml(action)}</th><th>${escapeHtml(takes)}</th></tr></thead><tbody>`,
    ...first.actions.map((one) => writeRow(one, phrases)),
    "</tbody></table>",
    `<p>${escapeHtml(phrases.remains(last.remains.findings, last.remains.share))}${first.others > 0 ? ` ${escapeHtml(phrases.others(first.others))}` : ""}</p>`,
    "</section>",
  ].join("\n");
}

function writeRow({ title, explanation, commands, adds }: RemediationAction, phrases: ActionPhrases): string {
  const copied = commands.map((command) => `<pre>${codeHtml(command)}</pre>`).join("");
  const why = explanation === "" ? "" : `<br>${proseHtml(explanation)}`;
  return [
    `<tr><td>${escapeHtml(phrases.share(adds.share))}</td>`,
    `<td><strong>${escapeHtml(title)}</strong>${why}${copied}</td>`,
    `<td>${escapeHtml(phrases.takes(adds.findings))}</td></tr>`,
  ].join("");
}
