import type { Finding } from "../../model/finding.ts";
import { compareSeverity, type Severity } from "../../model/severity.ts";
import type { Language } from "../../model/text.ts";
import type { ExportContext, RuleDescription } from "../context.ts";
import { escapeMarkdown, markdownSentence } from "../escape/markdown.ts";
import { toOneLine } from "../escape/visible.ts";
import { isUnrated, namesOf } from "../package-groups.ts";
import { type Phrases, phrasesIn } from "../phrases.ts";
import type { SarifLevel, SarifRule } from "./log.ts";

/** The rules of a run, and how results point to them. */
export interface RuleTable {
  readonly rules: readonly SarifRule[];
  readonly indexOf: (id: string) => number;
}

/** What all findings of one rule say of it. */
interface SeenRule {
  readonly finding: Finding;
  readonly worst: Severity;
  /** The highest base score of CVSS, for flaws of packages. */
  readonly score: number | undefined;
}

/** GitHub code scanning refuses more. */
const maxTags = 20;

/**
 * Scores by severity, in the middle of the ranges in which GitHub code scanning shows the same word: critical above
 * 9.0, high from 7.0, medium from 4.0, low below. Information has none.
 */
const securitySeverities: Readonly<Record<Severity, string | undefined>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
  info: undefined,
};

/** Gives the SARIF level of a severity. */
export function levelOf(severity: Severity): SarifLevel {
  if (severity === "critical" || severity === "high") return "error";
  return severity === "medium" ? "warning" : "note";
}

/** Collects the rules that findings name, sorted by id. */
export function createRuleTable(findings: readonly Finding[], context: ExportContext): RuleTable {
  const seen = new Map<string, SeenRule>();
  for (const finding of findings) {
    const before = seen.get(finding.rule.id);
    const isWorse = before === undefined || compareSeverity(finding.severity, before.worst) < 0;
    seen.set(finding.rule.id, {
      finding: before?.finding ?? finding,
      worst: isWorse ? finding.severity : before.worst,
      score: higher(before?.score, finding.vulnerability?.score),
    });
  }
  const ids = [...seen.keys()].toSorted();
  const indices = new Map(ids.map((id, index) => [id, index]));
  return {
    rules: ids.flatMap((id) => {
      const rule = seen.get(id);
      return rule === undefined ? [] : [describeRule(rule, context)];
    }),
    indexOf: (id) => indices.get(id) ?? -1,
  };
}

function higher(left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return Math.max(left, right);
}

function describeRule(seen: SeenRule, context: ExportContext): SarifRule {
  const { finding, worst } = seen;
  const { language } = context;
  const { id, aliases, controls } = finding.rule;
  const rule = context.rules.get(id);
  const title = rule?.title[language] ?? flawTitle(finding) ?? finding.title;
  const family = id.split("/")[0] ?? id;
  const score = scoreOf(seen);
  const helpUri = rule?.helpUri ?? flawAddress(finding);
  const name = pascalCase(id);
  return {
    id,
    ...(name === id || name === "" ? {} : { name }),
    shortDescription: { text: title },
    fullDescription: { text: rule?.why[language] ?? title },
    help: writeHelp(finding, rule, language),
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: levelOf(worst) },
    properties: {
      tags: [...new Set(["security", family, ...weaknessTags(finding), ...controls])].slice(0, maxTags),
      ...(score === undefined ? {} : { "security-severity": score }),
      "problem.severity": levelOf(worst) === "note" ? "recommendation" : levelOf(worst),
      precision: "high",
      controls,
      aliases,
    },
  };
}

/** The exact score where there is one; nothing for a flaw that nobody rated, since GitHub would show it as a rating. */
function scoreOf({ finding, worst, score }: SeenRule): string | undefined {
  if (score !== undefined) return score.toFixed(1);
  return isUnrated(finding) ? undefined : securitySeverities[worst];
}

/** A flaw is one rule, whatever packages have it. */
function flawTitle({ vulnerability }: Finding): string | undefined {
  if (vulnerability === undefined) return undefined;
  const { flaw, summary } = vulnerability;
  return summary === "" ? flaw : `${flaw}: ${summary}`;
}

/** Where a person reads on: the record of the CVE or of GitHub's advisory, else the first reference. */
function flawAddress({ vulnerability }: Finding): string | undefined {
  if (vulnerability === undefined) return undefined;
  const { flaw, references } = vulnerability;
  if (/^CVE-\d{4}-\d{4,19}$/.test(flaw)) return `https://www.cve.org/CVERecord?id=${flaw}`;
  if (/^GHSA(?:-[a-z0-9]{4}){3}$/.test(flaw)) return `https://github.com/advisories/${flaw}`;
  return references.find((address) => /^https:\/\/[^\s"'<>]{1,2000}$/.test(address));
}

/** `external/cwe/cwe-79`, as GitHub code scanning reads it. */
function weaknessTags({ vulnerability }: Finding): readonly string[] {
  return (vulnerability?.weaknesses ?? []).flatMap((weakness) => {
    const number = /^CWE-(\d{1,6})$/i.exec(weakness)?.[1];
    return number === undefined ? [] : [`external/cwe/cwe-${number.padStart(3, "0")}`];
  });
}

/** Writes why, remediation, controls, aliases and sources, as plain text and as Markdown. */
function writeHelp(finding: Finding, rule: RuleDescription | undefined, language: Language): SarifRule["help"] {
  const phrases: Phrases = phrasesIn(language);
  const paragraphs = [
    { label: phrases.why, text: rule?.why[language] },
    { label: phrases.remediation, text: rule?.remediation[language] ?? finding.remediation },
  ].filter(({ text }) => text !== undefined && text !== "");
  const lists = [
    { label: phrases.controls, items: finding.rule.controls },
    namesOf(finding, phrases),
    { label: phrases.sources, items: rule?.sources ?? [] },
  ].filter(({ items }) => items.length > 0);
  return {
    text: [
      ...paragraphs.map(({ label, text }) => `${label}: ${text}`),
      ...lists.map(({ label, items }) => `${label}: ${items.join(phrases.separator)}`),
    ].join("\n"),
    markdown: [
      ...paragraphs.map(({ label, text }) => `**${label}**\n\n${markdownSentence(text ?? "")}`),
      ...lists.map(({ label, items }) => `**${label}**\n\n${items.map((item) => `* ${writeItem(item)}`).join("\n")}`),
    ].join("\n\n"),
  };
}

function writeItem(item: string): string {
  return /[\s`]/.test(item) ? escapeMarkdown(item) : `\`${toOneLine(item)}\``;
}

/** `dockerfile/no-user` is named `DockerfileNoUser`. */
function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}
