import type { ReportDocument } from "../../model/report.ts";
import type { Language } from "../../model/text.ts";
import { escapeMarkdown, markdownCode } from "../escape/markdown.ts";
import { actionPhrasesIn, type FirstActions, firstActionsOf } from "../remediation/first-actions.ts";

const shownActions = 5;
const shownTargets = 3;
const maxCellCharacters = 300;

/** What does not fit into so many characters is left out: the findings come first. */
export const maxRemediationCharacters = 8_000;

/** Writes what to do first, a table for each of the first targets that have something to do. */
export function writeRemediation(document: ReportDocument, language: Language): readonly string[] {
  const isNamed = document.reports.length > 1;
  const tables = firstActionsOf(document, shownActions).map((first) => writeActions(first, isNamed, language));
  let characters = 0;
  return tables.slice(0, shownTargets).filter((table) => {
    characters += table.length;
    return characters <= maxRemediationCharacters;
  });
}

function writeActions(first: FirstActions, isNamed: boolean, language: Language): string {
  const phrases = actionPhrasesIn(language);
  const { action, takes, share } = phrases.headings;
  const name = isNamed ? `${markdownCode(shorten(first.target))} ` : "";
  const rows = first.actions.map(({ title, commands, adds }) => {
    const copied = commands.map((command) => `<br>${markdownCode(shorten(command))}`).join("");
    return `| ${escapeMarkdown(shorten(title))}${copied} | ${phrases.takes(adds.findings)} | ${phrases.share(adds.share)} |`;
  });
  return [
    `**${name}${phrases.heading(first.actions.length, first.share)}**`,
    "",
    `| ${action} | ${takes} | ${share} |`,
    "| --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function shorten(text: string): string {
  return text.length <= maxCellCharacters ? text : `${text.slice(0, maxCellCharacters).toWellFormed()}…`;
}
