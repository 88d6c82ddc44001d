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
  const heads = [
    `<th scope="col">${escapeHtml(phrases.outcome)}</th>`,
    `<th scope="col">${escapeHtml(phrases.demand)}</th>`,
    `<th scope="col" class="wide">${escapeHtml(phrases.evidence)}</th>`,
  ];
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
      `<div>${proseHtml(message)} <span class="place">${escapeHtml(pathAndPlaceOf(location))}</span></div>`,
  );
  return [
    `<tr><td>${mark} ${escapeHtml(word)}</td>`,
    `<td><strong>${escapeHtml(title)}</strong><br><small>${escapeHtml(reasons)}</small></td>`,
    `<td>${evidence.join("")}</td></tr>`,
  ].join("");
}
