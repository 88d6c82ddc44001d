import type { ReportDocument } from "../../model/report.ts";
import type { ReportedDemand, ReportedService } from "../../model/security-policy.ts";
import { escapeHtml } from "../escape/html.ts";
import { pathAndPlaceOf } from "../placing.ts";
import { describeService, type PolicyPhrases, policyPhrasesIn, servicesOf } from "../security-policy/policy-rows.ts";
import { proseHtml } from "./markup.ts";
import type { Page } from "./page.ts";

/** Writes how each service meets the security policy, with the evidence; nothing without a policy. */
export function writeSecurityPolicy(document: ReportDocument, { context }: Page): string {
  const phrases = policyPhrasesIn(context.language);
  const { seen, unseen } = servicesOf(document);
  if (seen.length === 0) return "";
  const left = unseen.length === 0 ? "" : `<p>${escapeHtml(phrases.unseen(unseen.join(phrases.separator)))}</p>`;
  return [
    `<section aria-labelledby="security-policy"><h2 id="security-policy">${escapeHtml(phrases.heading)}</h2>`,
    ...seen.map((service) => writeService(service, phrases)),
    left,
    "</section>",
  ].join("\n");
}

function writeService(service: ReportedService, phrases: PolicyPhrases): string {
  const heads = [phrases.outcome, phrases.demand, phrases.evidence].map(
    (head, index) => `<th scope="col"${index === 1 ? "" : index === 2 ? ' class="wide"' : ""}>${escapeHtml(head)}</th>`,
  );
  return [
    `<h3>${escapeHtml(service.name)}</h3>`,
    `<p>${escapeHtml(describeService(service, phrases))}</p>`,
    `<table><thead><tr>${heads.join("")}</tr></thead><tbody>`,
    ...service.demands.map((demand) => writeDemand(demand, phrases)),
    "</tbody></table>",
  ].join("\n");
}

function writeDemand({ title, ended, because, answers }: ReportedDemand, phrases: PolicyPhrases): string {
  const { mark, word } = phrases.endings[ended];
  const reasons = `${phrases.because}: ${because.join(phrases.separator)}`;
  const evidence = answers.map(
    ({ message, location }) =>
      `<li>${proseHtml(message)} <span class="place">${escapeHtml(pathAndPlaceOf(location))}</span></li>`,
  );
  return [
    `<tr><td>${mark} ${escapeHtml(word)}</td>`,
    `<td><strong>${escapeHtml(title)}</strong><br><small>${escapeHtml(reasons)}</small></td>`,
    `<td>${evidence.length === 0 ? "" : `<ul class="notes">${evidence.join("")}</ul>`}</td></tr>`,
  ].join("");
}
