import type { Finding } from "../../model/finding.ts";
import { compareSeverity, type Severity } from "../../model/severity.ts";
import type { Language } from "../../model/text.ts";
import type { ExportContext, RuleDescription } from "../context.ts";
import { escapeMarkdown, markdownSentence } from "../escape/markdown.ts";
import { toOneLine } from "../escape/visible.ts";
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

function describeRule({ finding, worst }: SeenRule, context: ExportContext): SarifRule {
  const { language } = context;
  const { id, aliases, controls } = finding.rule;
  const rule = context.rules.get(id);
  const title = rule?.title[language] ?? finding.title;
  const family = id.split("/")[0] ?? id;
  const score = securitySeverities[worst];
  const name = pascalCase(id);
  return {
    id,
    ...(name === id || name === "" ? {} : { name }),
    shortDescription: { text: title },
    fullDescription: { text: rule?.why[language] ?? title },
    help: writeHelp(finding, rule, language),
    ...(rule?.helpUri === undefined ? {} : { helpUri: rule.helpUri }),
    defaultConfiguration: { level: levelOf(worst) },
    properties: {
      tags: [...new Set(["security", family, ...controls])].slice(0, maxTags),
      ...(score === undefined ? {} : { "security-severity": score }),
      "problem.severity": levelOf(worst) === "note" ? "recommendation" : levelOf(worst),
      precision: "high",
      controls,
      aliases,
    },
  };
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
    { label: phrases.aliases, items: finding.rule.aliases },
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
