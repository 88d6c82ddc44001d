import type { ReportDocument } from "../../model/report.ts";
import type { Language } from "../../model/text.ts";
import { escapeMarkdown, markdownCode, markdownProse } from "../escape/markdown.ts";
import { type Incident, incidentPhrases, incidentsOf, shownTime } from "../incidents.ts";
import { severityStyles } from "../severity-style.ts";

const shownIncidents = 5;
const shownSteps = 10;
const maxTextCharacters = 160;

/** A comment has room for its other parts. */
const maxIncidentCharacters = 20_000;

/** Writes the worst incidents, each with its steps in the order of time; nothing for documents without events. */
export function writeIncidents(document: ReportDocument, language: Language): readonly string[] {
  const incidents = incidentsOf(document);
  if (incidents.length === 0) return [];
  const { heading, more } = incidentPhrases(language);
  const blocks = [`#### ${heading}`];
  let characters = 0;
  for (const incident of incidents.slice(0, shownIncidents)) {
    const block = writeIncident(incident, language);
    characters += block.length;
    if (characters > maxIncidentCharacters) break;
    blocks.push(block);
  }
  const left = incidents.length - (blocks.length - 1);
  return left > 0 ? [...blocks, more(left)] : blocks;
}

function writeIncident(incident: Incident, language: Language): string {
  const phrases = incidentPhrases(language);
  const style = severityStyles[incident.severity];
  const head = `${style.mark} **${markdownProse(shorten(phrases.whose(incident)))}** ${markdownCode(incident.id)}`;
  const rows = incident.steps.slice(0, shownSteps).map(({ at, title, subject, count }) => {
    const times = count > 1 ? ` (${phrases.times(count)})` : "";
    const where = subject === "" ? "" : ` ${markdownCode(shorten(subject))}`;
    return `| ${shownTime(at)} | ${escapeMarkdown(shorten(title))}${where}${times} |`;
  });
  const left = incident.steps.length - shownSteps;
  const last = left > 0 ? [`| | ${phrases.more(left)} |`] : [];
  return [head, "", `| ${phrases.time} | ${phrases.what} |`, "| --- | --- |", ...rows, ...last].join("\n");
}

function shorten(text: string): string {
  return text.length <= maxTextCharacters ? text : `${text.slice(0, maxTextCharacters).toWellFormed()}…`;
}
