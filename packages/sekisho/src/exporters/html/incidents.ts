import type { ReportDocument } from "../../model/report.ts";
import { escapeHtml } from "../escape/html.ts";
import { type Incident, type IncidentStep, incidentPhrases, incidentsOf, shownTime } from "../incidents.ts";
import { severityStyles } from "../severity-style.ts";
import type { Page } from "./page.ts";

const shownIncidents = 200;
const shownSteps = 500;

/** Writes every incident with a timeline of its findings; nothing for documents without events. */
export function writeIncidents(document: ReportDocument, page: Page): string {
  const incidents = incidentsOf(document);
  if (incidents.length === 0) return "";
  const { heading, more } = incidentPhrases(page.context.language);
  const left = incidents.length - shownIncidents;
  return [
    `<section aria-labelledby="incidents"><h2 id="incidents">${escapeHtml(heading)}</h2>`,
    ...incidents.slice(0, shownIncidents).map((incident) => writeIncident(incident, page)),
    left > 0 ? `<p class="meta">${escapeHtml(more(left))}</p>` : "",
    "</section>",
  ].join("\n");
}

function writeIncident(incident: Incident, page: Page): string {
  const { language } = page.context;
  const phrases = incidentPhrases(language);
  const left = incident.steps.length - shownSteps;
  return [
    `<h3>${severityHtml(incident, page)} ${escapeHtml(phrases.whose(incident))}</h3>`,
    `<p class="meta"><code>${escapeHtml(incident.id)}</code></p>`,
    `<table><thead><tr><th scope="col">${escapeHtml(phrases.time)}</th><th scope="col">${escapeHtml(page.phrases.severity)}</th><th scope="col" class="wide">${escapeHtml(phrases.what)}</th></tr></thead><tbody>`,
    ...incident.steps.slice(0, shownSteps).map((step) => writeStep(step, page)),
    left > 0 ? `<tr><td></td><td></td><td>${escapeHtml(phrases.more(left))}</td></tr>` : "",
    "</tbody></table>",
  ].join("\n");
}

function writeStep(step: IncidentStep, page: Page): string {
  const { times } = incidentPhrases(page.context.language);
  const count = step.count > 1 ? ` (${times(step.count)})` : "";
  const where = step.subject === "" ? "" : ` <code>${escapeHtml(step.subject)}</code>`;
  const cells = [
    `<td><time datetime="${escapeHtml(step.at)}">${escapeHtml(shownTime(step.at))}</time></td>`,
    `<td>${severityHtml(step, page)}</td>`,
    `<td>${escapeHtml(step.title)}${where}${escapeHtml(count)}</td>`,
  ];
  return `<tr>${cells.join("")}</tr>`;
}

function severityHtml({ severity }: Pick<IncidentStep, "severity">, { context }: Page): string {
  const { mark, word } = severityStyles[severity];
  return `<span class="severity ${severity}">${mark} ${escapeHtml(word[context.language])}</span>`;
}
