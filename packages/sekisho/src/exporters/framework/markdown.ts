import type { Assessment, ControlAssessment } from "../../model/assessment.ts";
import type { Finding } from "../../model/finding.ts";
import type { Language } from "../../model/text.ts";
import type { ExportContext } from "../context.ts";
import { escapeMarkdown, markdownCode, markdownProse } from "../escape/markdown.ts";
import { type Phrases, phrasesIn } from "../phrases.ts";
import { pathAndPlaceOf } from "../placing.ts";
import { severityStyles } from "../severity-style.ts";
import { acceptanceParts } from "./acceptance-parts.ts";
import { assessmentPhrasesIn } from "./assessment-phrases.ts";
import { countOutcomes, nameOutcome, outcomeMarks, stateOf } from "./outcomes.ts";
import { scanTimes } from "./scan-times.ts";

/** GitHub refuses comments of more than 65,536 characters. */
const maxCharacters = 60_000;
const maxCellCharacters = 300;
const shownFindings = 20;
const shownTargets = 5;

/**
 * Writes an assessment as Markdown: counts, a table of all controls, and folded the findings of each failed one, as far as
 * a comment for a pull request takes them.
 */
export function exportFrameworkMarkdown(assessment: Assessment, context: ExportContext): string {
  const { language } = context;
  const phrases = phrasesIn(language);
  const words = assessmentPhrasesIn(language);
  const { framework, controls, scope } = assessment;
  const counts = countOutcomes(assessment);
  const targets = scope.targets.slice(0, shownTargets).map((target) => markdownCode(shorten(target)));
  if (scope.targets.length > shownTargets) targets.push(words.more(scope.targets.length - shownTargets));
  const head = [
    `### ${escapeMarkdown(framework.title[language])}`,
    `**${phrases.controlCounts(counts)}** · ${words.lead({ ...scope, assessed: controls.length - counts.notAssessed, total: controls.length })}`,
    `${words.targets}: ${targets.join(" ")} · ${words.scannedAt}: ${escapeMarkdown(scanTimes(scope, context.now))}`,
    writeTable(controls, context, phrases),
  ];
  const blocks = [...head];
  let characters = head.join("\n\n").length;
  const withFindings = controls.filter(({ evidence }) => evidence.length > 0);
  for (const [index, control] of withFindings.entries()) {
    const block = writeFindings(control, context, phrases);
    characters += block.length + 2;
    if (characters > maxCharacters) {
      blocks.push(words.leftOut(withFindings.length - index));
      break;
    }
    blocks.push(block);
  }
  return `${blocks.join("\n\n")}\n`;
}

function writeTable(controls: readonly ControlAssessment[], { language }: ExportContext, phrases: Phrases): string {
  const rows = controls.map(({ id, title, outcome }) => {
    const reason = outcome.ended === "not-assessed" ? `<br>${markdownProse(shorten(outcome.reason[language]))}` : "";
    return `| ${escapeMarkdown(id)} | ${escapeMarkdown(title[language])} | ${outcomeMarks[stateOf(outcome)]} ${escapeMarkdown(nameOutcome(outcome, phrases))}${reason} |`;
  });
  return [
    `| ${phrases.control} | ${assessmentPhrasesIn(language).demand} | ${phrases.outcome} |`,
    "| --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function writeFindings(control: ControlAssessment, context: ExportContext, phrases: Phrases): string {
  const { language } = context;
  const rows = control.evidence.slice(0, shownFindings).map((finding) => writeRow(finding, context));
  const left = control.evidence.length - rows.length;
  const more = left > 0 ? [`\n${phrases.moreFindings(left)}`] : [];
  const summary = `${escapeMarkdown(control.id)} ${escapeMarkdown(control.title[language])}: ${escapeMarkdown(nameOutcome(control.outcome, phrases))}`;
  const heading = `| ${phrases.severity} | ${phrases.place} | ${phrases.title} |`;
  const table = [heading, "| --- | --- | --- |", ...rows, ...more].join("\n");
  return `<details>\n<summary>${summary}</summary>\n\n${table}\n\n</details>`;
}

function writeRow(finding: Finding, { language }: ExportContext): string {
  const { mark, word } = severityStyles[finding.severity];
  const accepted = finding.status === "accepted" ? ` (${describeAcceptance(finding, language)})` : "";
  const cells = [
    `${mark}&nbsp;${word[language]}`,
    markdownCode(shorten(pathAndPlaceOf(finding.evidence[0].location))),
    `**${escapeMarkdown(shorten(finding.title))}**${accepted}<br>${markdownProse(shorten(finding.message))}`,
  ];
  return `| ${cells.join(" | ")} |`;
}

function describeAcceptance({ exception }: Finding, language: Language): string {
  const phrases = phrasesIn(language);
  const parts = acceptanceParts(exception, phrases).map((part) => escapeMarkdown(shorten(part)));
  return [assessmentPhrasesIn(language).acceptedBy, ...parts].join(phrases.separator);
}

function shorten(text: string): string {
  return text.length <= maxCellCharacters ? text : `${text.slice(0, maxCellCharacters).toWellFormed()}…`;
}
