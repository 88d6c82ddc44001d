import { controlsOf } from "../../compliance/controls-of.ts";
import { type ConvertOptions, convertDocument } from "../../importers/reading/convert-document.ts";
import type { FindingOrigin } from "../../importers/reading/document-part.ts";
import type { DocumentSource } from "../../importers/reading/document-source.ts";
import type { Finding } from "../../model/finding.ts";
import type { Report, Target } from "../../model/report.ts";
import type { Language } from "../../model/text.ts";
import { catalogue } from "../catalogue.ts";
import { FindingBook } from "./finding-book.ts";
import { FindingSpool } from "./finding-spool.ts";
import { FlawAliases } from "./flaw-aliases.ts";
import { type ImportedPart, ReportHeads } from "./imported-report.ts";
import { makeFinding } from "./make-finding.ts";
import { FindingNames } from "./name-finding.ts";
import { createRuleIndex, type RuleIndex } from "./rule-index.ts";
import { unknownFormat } from "./unknown-format.ts";

/** A part of what an import gives: findings of a target, and when all are given its report without them. */
export type ImportEvent =
  | { readonly kind: "findings"; readonly target: Target; readonly findings: readonly Finding[] }
  | { readonly kind: "report"; readonly report: Report };

/** What a stream of reports obeys. */
export interface StreamSettings extends ConvertOptions {
  readonly language: Language;
  readonly clock: () => Date;
  /** Reports of ours about the same targets: they name targets and flaws. */
  readonly own: readonly Report[];
}

/** So many findings are handed over at once. */
const batchSize = 500;

let rules: RuleIndex | undefined;

/**
 * Makes reports of ours from documents of other tools, and hands their findings over in batches: whatever the size of the
 * documents, few of them are in memory at a time. Reports come one after the other, each behind its findings.
 *
 * @throws {SekishoError} `import-unknown-format` before anything is handed over.
 */
export async function* streamReports(
  sources: readonly DocumentSource[],
  settings: StreamSettings,
): AsyncGenerator<ImportEvent> {
  rules ??= createRuleIndex(catalogue);
  const names = new FindingNames(rules, controlsOf);
  const aliases = new FlawAliases();
  const spool = new FindingSpool();
  const book = new FindingBook(names, spool, aliases);
  for (const report of settings.own) {
    book.targets.find(report.target);
    aliases.learnReport(report);
  }
  try {
    const heads = new ReportHeads(await readAll(sources, book, settings), book, settings);
    for (const known of heads.targets) {
      let count = 0;
      let batch: Finding[] = [];
      for (const same of book.findingsOf(known.kept)) {
        const finding = makeFinding(same, known.target, { ...settings, names, aliases });
        if (finding === undefined) continue;
        count++;
        batch.push(finding);
        if (batch.length < batchSize) continue;
        yield { kind: "findings", target: known.target, findings: batch };
        batch = [];
      }
      if (batch.length > 0) yield { kind: "findings", target: known.target, findings: batch };
      yield { kind: "report", report: heads.headOf(known, count) };
    }
  } finally {
    spool.close();
  }
}

async function readAll(
  sources: readonly DocumentSource[],
  book: FindingBook,
  settings: StreamSettings,
): Promise<readonly ImportedPart[]> {
  const parts: ImportedPart[] = [];
  // Parts that tell findings are numbered as they come.
  let number = -1;
  let last: FindingOrigin | undefined;
  for (const source of sources) {
    const numbers = new Map<FindingOrigin, number>();
    const converted = await convertDocument(source, {
      ...settings,
      onFinding: (finding, origin) => {
        if (origin !== last) {
          last = origin;
          number++;
          numbers.set(origin, number);
        }
        book.add(finding, origin, number);
      },
    });
    if (!("parts" in converted)) throw await unknownFormat(source, converted);
    const told = [...numbers.values()];
    let next = 0;
    for (const part of converted.parts) {
      const isTold = part.counts.findings > 0;
      parts.push({ part, document: source.name, number: isTold ? told[next] : undefined, notes: [] });
      if (isTold) next++;
    }
    const first = parts[parts.length - converted.parts.length];
    if (first !== undefined) parts[parts.indexOf(first)] = { ...first, notes: converted.notes };
  }
  return parts;
}
