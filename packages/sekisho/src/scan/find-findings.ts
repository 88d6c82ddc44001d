import { SekishoError } from "../model/error.ts";
import type { Finding } from "../model/finding.ts";
import { quote } from "../model/quote.ts";
import type { Report, ReportDocument } from "../model/report.ts";
import { matchesRule } from "./rule-name.ts";

/** A finding with the report that it stands in. */
export interface FoundFinding {
  readonly finding: Finding;
  readonly report: Report;
}

/** Fewer characters of an id are taken for no beginning of one. */
const fewestIdCharacters = 4;
const namedCandidates = 8;

/**
 * Finds what somebody means by a word: the finding of that id, the only one whose id begins so, or every finding of a
 * flaw or rule by any of its names.
 *
 * @throws {SekishoError} `finding-not-found` when there is none, or several ids begin so.
 */
export function getFindings({ reports }: ReportDocument, word: string): readonly FoundFinding[] {
  const all = reports.flatMap((report) => report.findings.map((finding) => ({ finding, report })));
  const exact = all.filter(({ finding }) => finding.id === word);
  if (exact.length > 0) return exact;
  const named = all.filter(
    ({ finding: { rule, kind } }) =>
      matchesRule(word, rule) || (kind === "vulnerability" && isName(word, rule.aliases)),
  );
  if (named.length > 0) return named;
  const begun = word.length < fewestIdCharacters ? [] : all.filter(({ finding }) => finding.id.startsWith(word));
  if (begun.length === 1) return begun;
  throw begun.length === 0 ? notFound(word, all.length) : ambiguous(word, begun);
}

function isName(word: string, names: readonly string[]): boolean {
  return names.some((name) => name.toLowerCase() === word.toLowerCase());
}

function notFound(word: string, count: number): SekishoError {
  return new SekishoError("finding-not-found", {
    en: `the report has no finding with the id or name “${quote(word)}” among its ${count}`,
    ja: `レポートの検出事項 ${count} 件に、ID または名前が「${quote(word)}」のものはありません。`,
  });
}

function ambiguous(word: string, begun: readonly FoundFinding[]): SekishoError {
  const names = begun.slice(0, namedCandidates).map(({ finding: { id, title } }) => `${id} (${quote(title)})`);
  const rest = begun.length > namedCandidates ? ["…"] : [];
  const list = [...names, ...rest].join(", ");
  return new SekishoError("finding-not-found", {
    en: `${begun.length} findings have ids that begin with “${quote(word)}”: ${list}`,
    ja: `ID が「${quote(word)}」で始まる検出事項は ${begun.length} 件あります: ${list}`,
  });
}
