import type { ReportDocument } from "../../model/report.ts";
import { demandEndings, type ReportedService } from "../../model/security-policy.ts";
import type { Language } from "../../model/text.ts";
import { escapeMarkdown } from "../escape/markdown.ts";
import { demandsThat, type PolicyPhrases, policyPhrasesIn, servicesOf } from "../security-policy/policy-rows.ts";

const shownServices = 20;
const maxCellCharacters = 300;

/** The most that {@link writeSecurityPolicy} writes. */
export const maxSecurityPolicyCharacters = 8_000;

/** Writes a row for each service: what is missing, not decidable and met. Nothing without a policy. */
export function writeSecurityPolicy(document: ReportDocument, language: Language): readonly string[] {
  const phrases = policyPhrasesIn(language);
  const { seen } = servicesOf(document);
  if (seen.length === 0) return [];
  const heads = demandEndings.map((ended) => `${phrases.endings[ended].mark} ${phrases.endings[ended].word}`);
  const lines = [`| ${[phrases.service, ...heads].join(" | ")} |`, "| --- | --- | --- | --- |"];
  let characters = 0;
  for (const service of seen.slice(0, shownServices)) {
    const row = writeRow(service, phrases);
    characters += row.length + 1;
    if (characters > maxSecurityPolicyCharacters - maxCellCharacters) break;
    lines.push(row);
  }
  return [[`**${phrases.heading}**`, "", ...lines].join("\n")];
}

function writeRow(service: ReportedService, phrases: PolicyPhrases): string {
  const cells = demandEndings.map((ended) =>
    demandsThat(service, ended)
      .map(({ title }) => title)
      .join(phrases.separator),
  );
  return `| ${[service.name, ...cells].map((cell) => escapeMarkdown(shorten(cell))).join(" | ")} |`;
}

function shorten(text: string): string {
  return text.length <= maxCellCharacters ? text : `${text.slice(0, maxCellCharacters).toWellFormed()}…`;
}
