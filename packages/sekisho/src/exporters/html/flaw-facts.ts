import type { Language, Text } from "../../model/text.ts";
import type { UsedStatement, Vulnerability } from "../../model/vulnerability.ts";
import { escapeHtml } from "../escape/html.ts";
import { codeHtml, webAddress } from "./markup.ts";

/** A line of the list under a finding. */
export interface FlawFact {
  readonly label: string;
  readonly html: string;
}

const labels = {
  package: { en: "Package", ja: "パッケージ" },
  fixed: { en: "Fixed version", ja: "修正バージョン" },
  score: { en: "CVSS", ja: "CVSS" },
  epss: { en: "Exploit probability (EPSS)", ja: "悪用予測確率（EPSS）" },
  exploited: { en: "Known exploited since", ja: "悪用確認日" },
  risk: { en: "Risk", ja: "リスク" },
  statements: { en: "Advisories", ja: "アドバイザリ" },
  references: { en: "References", ja: "参考情報" },
} as const satisfies Readonly<Record<string, Text>>;

const verdicts: Readonly<Record<UsedStatement["verdict"], Text>> = {
  affected: { en: "affected", ja: "該当" },
  repaired: { en: "not in the affected versions", ja: "影響範囲外" },
  "not-affected": { en: "not affected", ja: "影響なし" },
  undecided: { en: "undecided", ja: "判定保留" },
};

const shownStatements = 8;
const shownReferences = 8;

/** Writes what is known of a flaw: package, repair, ratings, risk, and what each advisory says. */
export function writeFlawFacts(vulnerability: Vulnerability, language: Language): readonly FlawFact[] {
  const {
    package: purl,
    fixedIn,
    score,
    severities,
    epss,
    knownExploited,
    risk,
    statements,
    references,
  } = vulnerability;
  const vector = severities.find((severity) => severity.vector !== undefined)?.vector;
  const facts: readonly { readonly label: Text; readonly html: string }[] = [
    { label: labels.package, html: codeHtml(purl) },
    { label: labels.fixed, html: fixedIn === undefined ? "" : codeHtml(fixedIn) },
    {
      label: labels.score,
      html: score === undefined ? "" : `${score}${vector === undefined ? "" : ` ${codeHtml(vector)}`}`,
    },
    { label: labels.epss, html: epss === undefined ? "" : `${(epss.probability * 100).toFixed(1)} %` },
    { label: labels.exploited, html: escapeHtml(knownExploited?.added ?? "") },
    { label: labels.risk, html: `${risk} / 100` },
    {
      label: labels.statements,
      html: list(statements.slice(0, shownStatements).map((one) => writeStatement(one, language))),
    },
    { label: labels.references, html: list(references.slice(0, shownReferences).map(writeReference)) },
  ];
  return facts.filter(({ html }) => html !== "").map(({ label, html }) => ({ label: label[language], html }));
}

function writeStatement(statement: UsedStatement, language: Language): string {
  const { advisory, source, version, affected, verdict, dataDate } = statement;
  const date = dataDate === undefined ? "" : `, ${escapeHtml(dataDate.slice(0, "YYYY-MM-DD".length))}`;
  const said = `${codeHtml(version)} · ${codeHtml(affected)} · ${escapeHtml(verdicts[verdict][language])}`;
  return `${codeHtml(advisory)} (${escapeHtml(source)}${date}): ${said}`;
}

function writeReference(reference: string): string {
  const address = webAddress(reference);
  return address === undefined ? escapeHtml(reference) : `<a href="${address}" rel="noreferrer">${address}</a>`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? "" : `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}
