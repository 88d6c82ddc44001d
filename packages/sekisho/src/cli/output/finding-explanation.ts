import type { RuleDescription } from "../../exporters/context.ts";
import { toOneLine } from "../../exporters/escape/visible.ts";
import { pathAndPlaceOf } from "../../exporters/placing.ts";
import { severityStyles } from "../../exporters/severity-style.ts";
import { createPaint } from "../../exporters/table/paint.ts";
import { wrap } from "../../exporters/width/wrap.ts";
import type { Finding } from "../../model/finding.ts";
import type { Evidence } from "../../model/location.ts";
import type { Report } from "../../model/report.ts";
import type { Language, Text } from "../../model/text.ts";
import { joinSections, writeSection } from "./text-sections.ts";
import { type ChainSection, vulnerabilityChain } from "./vulnerability-chain.ts";

/** What an explanation of a finding needs besides it. */
export interface FindingExplanationContext {
  readonly language: Language;
  readonly hasColour: boolean;
  readonly columns: number;
  /** What the catalogue knows of the finding's rule; nothing for flaws of packages. */
  readonly rule: RuleDescription | undefined;
}

const headings = {
  what: { en: "What is wrong", ja: "検出内容" },
  evidence: { en: "Where it was seen", ja: "検出箇所" },
  why: { en: "Why it matters", ja: "影響とリスク" },
  remediation: { en: "Remediation", ja: "対処方法" },
  exception: { en: "Accepted", ja: "リスク受容" },
  aliases: { en: "Other names", ja: "ほかの名前" },
  controls: { en: "Asked for by", ja: "関連する管理策" },
  sources: { en: "Sources", ja: "出典" },
  report: { en: "Report", ja: "レポート" },
} as const satisfies Readonly<Record<string, Text>>;

const shownPlaces = 20;

/** Gives the whole chain that led to a finding, for reading in a terminal. */
export function findingExplanation(finding: Finding, report: Report, context: FindingExplanationContext): string {
  const { language, columns, rule } = context;
  const paint = createPaint(context.hasColour);
  const { mark, word } = severityStyles[finding.severity];
  const severity = paint.severity(finding.severity, `${mark} ${word[language]}`);
  const write = (heading: Text, lines: readonly string[]): readonly string[] =>
    writeSection(heading[language], lines, { columns, paint });
  const chain: readonly ChainSection[] =
    finding.vulnerability === undefined ? [] : vulnerabilityChain(finding.vulnerability, language);
  const list = (items: readonly string[]): readonly string[] =>
    items.length === 0 ? [] : [items.join(language === "ja" ? "、" : ", ")];
  return joinSections([
    [
      ...wrap(toOneLine(finding.title), columns).map((line) => paint.strong(line)),
      severity,
      ...wrap(toOneLine(`${finding.rule.id} ${finding.id}`), columns).map(paint.faint),
    ],
    write(
      headings.what,
      [finding.message].filter((text) => text !== ""),
    ),
    write(
      headings.evidence,
      finding.evidence
        .slice(0, shownPlaces)
        .flatMap((evidence) => placeLines(evidence, language))
        .concat(moreLines(finding, language)),
    ),
    ...chain.map(({ heading, lines }) => write(heading, lines)),
    write(headings.why, rule === undefined ? [] : [rule.why[language]]),
    write(
      headings.remediation,
      [finding.remediation].filter((text) => text !== ""),
    ),
    write(headings.exception, exceptionLines(finding, language)),
    write(headings.aliases, list(finding.rule.aliases.filter((alias) => `vulnerability/${alias}` !== finding.rule.id))),
    write(headings.controls, list(finding.rule.controls)),
    write(headings.sources, rule?.sources ?? []),
    write(headings.report, [
      `${report.target.kind} ${report.target.name}${report.target.digest === undefined ? "" : ` ${report.target.digest}`}`,
      ...(report.target.distribution === undefined ? [] : [report.target.distribution]),
      `${report.producer.name} ${report.producer.version}, ${report.finishedAt}`,
    ]),
  ]);
}

function placeLines({ location, excerpt, message }: Evidence, language: Language): readonly string[] {
  const inLayer = { en: " in layer ", ja: "、レイヤー " };
  const layer = location.layer === undefined ? "" : `${inLayer[language]}${location.layer}`;
  const said = message === undefined ? "" : `  ${message}`;
  const pointer = location.pointer === undefined || location.startLine === undefined ? "" : ` ${location.pointer}`;
  const lines = (excerpt ?? "").split("\n").filter((line) => line.trim() !== "");
  return [`${pathAndPlaceOf(location)}${pointer}${layer}${said}`, ...lines.map((line) => `  │ ${line}`)];
}

function moreLines({ evidence }: Finding, language: Language): readonly string[] {
  const rest = evidence.length - shownPlaces;
  if (rest <= 0) return [];
  return [language === "ja" ? `ほか ${rest} か所` : `${rest} more places`];
}

function exceptionLines({ status, exception }: Finding, language: Language): readonly string[] {
  if (status !== "accepted" || exception === undefined) return [];
  const { reason, owner, expires } = exception;
  const words = { owner: { en: "owner", ja: "責任者" }, expires: { en: "until", ja: "期限" } };
  return [
    reason,
    ...(owner === undefined ? [] : [`${words.owner[language]}: ${owner}`]),
    ...(expires === undefined ? [] : [`${words.expires[language]}: ${expires}`]),
  ];
}
