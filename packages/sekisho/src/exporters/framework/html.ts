import type { Assessment, ControlAssessment } from "../../model/assessment.ts";
import type { Finding } from "../../model/finding.ts";
import type { ExportContext } from "../context.ts";
import { escapeHtml } from "../escape/html.ts";
import { readableTime } from "../html/cover.ts";
import { codeHtml, proseHtml, sourceHtml } from "../html/markup.ts";
import { writeStyleSheet } from "../html/style.ts";
import { isUnrated } from "../package-groups.ts";
import { type Phrases, phrasesIn } from "../phrases.ts";
import { pathAndPlaceOf } from "../placing.ts";
import { severityStyles, unratedStyle } from "../severity-style.ts";
import { acceptanceParts } from "./acceptance-parts.ts";
import { type AssessmentPhrases, assessmentPhrasesIn } from "./assessment-phrases.ts";
import { countOutcomes, nameOutcome, outcomeMarks, stateOf } from "./outcomes.ts";
import { scanTimes } from "./scan-times.ts";

const contentPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const namedTargets = 12;
const shownFindings = 200;

const ownStyle = `
.finding table { margin-top: 0.75rem; }
.tiles.outcomes { grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); }
@media print { .tiles.outcomes { grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); } }`;

/** What every part of the page needs. */
interface AssessmentPage {
  readonly context: ExportContext;
  readonly phrases: Phrases;
  readonly words: AssessmentPhrases;
}

/**
 * Writes an assessment as one HTML page for an auditor: cover with targets and date, counts and coverage, every control with
 * its outcome, and for each its checks, findings, accepted findings or why it was not assessed. Printed, it fits A4.
 */
export function exportFrameworkHtml(assessment: Assessment, context: ExportContext): string {
  const page: AssessmentPage = {
    context,
    phrases: phrasesIn(context.language),
    words: assessmentPhrasesIn(context.language),
  };
  const { framework, controls } = assessment;
  const title = `${page.words.title}: ${framework.title[context.language]}`;
  return [
    "<!doctype html>",
    `<html lang="${context.language}">`,
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(title)}</title>`,
    `<style>${writeStyleSheet()}${ownStyle}</style>`,
    "</head>",
    "<body>",
    writeCover(assessment, page),
    "<main>",
    writeSummary(assessment, page),
    writeTable(controls, page),
    `<section aria-labelledby="details"><h2 id="details">${escapeHtml(page.words.details)}</h2>`,
    ...controls.map((control, index) => writeControl(control, index, page)),
    "</section>",
    "</main>",
    `<footer>${escapeHtml(`${page.phrases.madeAt}: ${readableTime(context.now)}`)}</footer>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

function writeCover({ framework, scope }: Assessment, { context, phrases, words }: AssessmentPage): string {
  const targets = scope.targets.slice(0, namedTargets).map(codeHtml);
  if (scope.targets.length > namedTargets) {
    targets.push(escapeHtml(words.more(scope.targets.length - namedTargets)));
  }
  const facts = [
    { label: phrases.framework, html: `${codeHtml(framework.id)}<br><small>${sourceHtml(framework.source)}</small>` },
    { label: words.targets, html: targets.join("<br>") },
    { label: words.scannedAt, html: escapeHtml(scanTimes(scope, context.now)) },
    { label: phrases.tool, html: escapeHtml(scope.tools.join(", ")) },
  ];
  return [
    '<header class="cover">',
    `<div class="brand"><span><strong>Sekisho</strong> 関所</span><span>${escapeHtml(words.title)}</span></div>`,
    `<h1>${escapeHtml(framework.title[context.language])}</h1>`,
    '<dl class="facts">',
    ...facts.map(({ label, html }) => `<div><dt>${escapeHtml(label)}</dt><dd>${html}</dd></div>`),
    "</dl>",
    "</header>",
  ].join("\n");
}

function writeSummary(assessment: Assessment, { phrases, words }: AssessmentPage): string {
  const { failed, accepted, passed, notAssessed } = countOutcomes(assessment);
  const { scope } = assessment;
  const tiles = [
    { count: failed, mark: outcomeMarks.failed, word: phrases.failed, style: "high" },
    ...(accepted === 0
      ? []
      : [{ count: accepted, mark: outcomeMarks.accepted, word: phrases.acceptedControl, style: "medium" }]),
    { count: passed, mark: outcomeMarks.passed, word: phrases.passed, style: "low" },
    { count: notAssessed, mark: outcomeMarks["not-assessed"], word: phrases.notAssessed, style: "info" },
  ].map(
    ({ count, mark, word, style }) =>
      `<li class="tile ${style}"><b>${count}</b><span class="severity">${mark} ${escapeHtml(word)}</span></li>`,
  );
  const lead = words.lead({
    ...scope,
    assessed: assessment.controls.length - notAssessed,
    total: assessment.controls.length,
  });
  return [
    `<section aria-labelledby="summary"><h2 id="summary">${escapeHtml(phrases.summary)}</h2>`,
    `<p class="lead">${escapeHtml(lead)}</p>`,
    `<ul class="tiles outcomes">${tiles.join("")}</ul>`,
    `<p>${escapeHtml(words.readingHint)}</p>`,
    "</section>",
  ].join("\n");
}

function writeTable(controls: readonly ControlAssessment[], { context, phrases, words }: AssessmentPage): string {
  const rows = controls.map(
    ({ id, title, outcome }, index) =>
      `<tr><td><a href="#control-${index + 1}">${escapeHtml(id)}</a></td><td>${escapeHtml(title[context.language])}</td><td>${outcomeMarks[stateOf(outcome)]} ${escapeHtml(nameOutcome(outcome, phrases))}</td></tr>`,
  );
  return [
    `<section aria-labelledby="controls"><h2 id="controls">${escapeHtml(words.controls)}</h2>`,
    `<table><thead><tr><th scope="col">${escapeHtml(phrases.control)}</th><th scope="col">${escapeHtml(words.demand)}</th><th scope="col">${escapeHtml(phrases.outcome)}</th></tr></thead><tbody>`,
    ...rows,
    "</tbody></table></section>",
  ].join("\n");
}

function writeControl(control: ControlAssessment, index: number, page: AssessmentPage): string {
  const { context, phrases, words } = page;
  const { outcome, note, checks, evidence } = control;
  const reason = outcome.ended === "not-assessed" ? outcome.reason[context.language] : undefined;
  const limits = note?.[context.language];
  const facts = [
    { label: words.reason, html: reason === undefined ? "" : proseHtml(reason) },
    { label: words.note, html: limits === undefined || limits === reason ? "" : proseHtml(limits) },
    { label: words.checks, html: checks.map(codeHtml).join(" ") },
  ].filter(({ html }) => html !== "");
  return [
    `<article class="finding" id="control-${index + 1}">`,
    `<header><span class="severity">${outcomeMarks[stateOf(outcome)]} ${escapeHtml(nameOutcome(outcome, phrases))}</span><h4>${escapeHtml(`${control.id} ${control.title[context.language]}`)}</h4></header>`,
    `<dl>${facts.map(({ label, html }) => `<dt>${escapeHtml(label)}</dt><dd>${html}</dd>`).join("\n")}</dl>`,
    writeEvidence(evidence, page),
    "</article>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function writeEvidence(findings: readonly Finding[], { context, phrases, words }: AssessmentPage): string {
  if (findings.length === 0) return "";
  const rows = findings.slice(0, shownFindings).map((finding) => {
    const { mark, word } = isUnrated(finding) ? unratedStyle : severityStyles[finding.severity];
    return [
      `<tr><td><span class="severity ${finding.severity}">${mark} ${escapeHtml(word[context.language])}</span></td>`,
      `<td><strong>${escapeHtml(finding.title)}</strong> ${proseHtml(finding.message)}${writeAcceptance(finding, phrases, words)}<br><small>${codeHtml(finding.rule.id)}</small></td>`,
      `<td><span class="place">${escapeHtml(pathAndPlaceOf(finding.evidence[0].location))}</span></td></tr>`,
    ].join("");
  });
  const left = findings.length - shownFindings;
  const more = left > 0 ? `<p>${escapeHtml(words.more(left))}</p>` : "";
  return `<table><tbody>${rows.join("\n")}</tbody></table>${more}`;
}

function writeAcceptance({ status, exception }: Finding, phrases: Phrases, words: AssessmentPhrases): string {
  if (status === "open") return "";
  const parts = [words.acceptedBy, ...acceptanceParts(exception, phrases)];
  return ` <span class="badge">${escapeHtml(parts.join(phrases.separator))}</span>`;
}
