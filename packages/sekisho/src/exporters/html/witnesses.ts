import type { Finding } from "../../model/finding.ts";
import type { ReportDocument } from "../../model/report.ts";
import type { Witness } from "../../model/witness.ts";
import { escapeHtml } from "../escape/html.ts";
import { describeOrigin, describeWitness, originsOf } from "../witnesses.ts";
import { proseHtml } from "./markup.ts";
import type { Page } from "./page.ts";

const shownWitnesses = 20;
const maxSaidUnits = 600;

/** Writes what other tools say of a finding, each in its own words where they are others. */
export function writeWitnesses(finding: Finding, { phrases }: Page): string {
  const { witnesses = [] } = finding;
  if (witnesses.length === 0) return "";
  const items = witnesses.slice(0, shownWitnesses).map((witness) => `<li>${writeWitness(witness, finding)}</li>`);
  const left = witnesses.length - shownWitnesses;
  if (left > 0) items.push(`<li>${escapeHtml(phrases.moreFindings(left))}</li>`);
  return `<ul>${items.join("")}</ul>`;
}

function writeWitness(witness: Witness, finding: Finding): string {
  const said = [witness.title, witness.message].filter(
    (text, at, all) => text !== "" && text !== finding.message && text !== finding.title && all.indexOf(text) === at,
  );
  const words = said.join(": ");
  const cut = words.length > maxSaidUnits ? `${words.slice(0, maxSaidUnits).toWellFormed()}…` : words;
  const status = witness.status === undefined ? "" : ` <span class="badge">${escapeHtml(witness.status)}</span>`;
  return `${escapeHtml(describeWitness(witness))}${status}${cut === "" ? "" : `<br><small>${proseHtml(cut)}</small>`}`;
}

const namedOrigins = 20;

/** Writes the documents of other tools that the report was made of, for the cover. */
export function writeOrigins({ reports }: ReportDocument, { phrases }: Page): string {
  const origins = originsOf(reports);
  const lines = origins.slice(0, namedOrigins).map((origin) => escapeHtml(describeOrigin(origin, phrases)));
  if (origins.length > namedOrigins) lines.push(escapeHtml(phrases.moreTargets(origins.length - namedOrigins)));
  return lines.join("<br>");
}
