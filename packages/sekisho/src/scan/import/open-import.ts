import { controlsOf } from "../../compliance/controls-of.ts";
import { type ConvertOptions, convertDocument } from "../../importers/reading/convert-document.ts";
import type { FindingOrigin } from "../../importers/reading/document-part.ts";
import type { DocumentSource } from "../../importers/reading/document-source.ts";
import type { Finding } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import type { Language } from "../../model/text.ts";
import { catalogue } from "../catalogue.ts";
import { FindingBook, type TargetBook } from "./finding-book.ts";
import { FindingSpool } from "./finding-spool.ts";
import { FlawAliases } from "./flaw-aliases.ts";
import type { KnownTarget } from "./import-targets.ts";
import { type ImportedPart, ReportHeads } from "./imported-report.ts";
import { localFinding } from "./local-path.ts";
import { type FindingSettings, makeFinding } from "./make-finding.ts";
import { FindingNames } from "./name-finding.ts";
import { createRuleIndex, type RuleIndex } from "./rule-index.ts";
import { unknownFormat } from "./unknown-format.ts";

/** Findings of one of the reports of an import. */
export interface FindingBatch {
  /** Index of the report among the heads. */
  readonly report: number;
  readonly findings: readonly Finding[];
}

/** Documents of other tools that were read, whatever their size. */
export interface OpenedImport {
  /** The reports without their findings, one for each target. */
  readonly heads: readonly Report[];
  /** Gives the findings in batches, report by report, in no order within one; each time from the start. */
  readonly findings: () => Iterable<FindingBatch>;
  /** Deletes what was kept; findings cannot be read any more. */
  readonly close: () => void;
}

/** What an import obeys. */
export interface OpenSettings extends ConvertOptions {
  readonly language: Language;
  readonly clock: () => Date;
  /** Absolute; files below it are named relative to it. */
  readonly workingDirectory?: string;
  /** Reports of ours about the same targets: they name targets and flaws. */
  readonly own: readonly Report[];
}

/** So many findings are handed over at once: more would outlive the heap's young generation. */
const batchSize = 200;

let rules: RuleIndex | undefined;

/**
 * Reads documents of other tools and gives reports of ours, with the findings in batches: few of them are in memory at a
 * time, and the rest is in a file until `close` is called.
 *
 * @throws {SekishoError} `import-unknown-format` when a document is of no known kind.
 */
export async function openDocuments(sources: readonly DocumentSource[], settings: OpenSettings): Promise<OpenedImport> {
  rules ??= createRuleIndex(catalogue);
  const names = new FindingNames(rules, controlsOf);
  const aliases = new FlawAliases();
  const spool = new FindingSpool();
  const book = new FindingBook(names, spool, aliases, settings.workingDirectory);
  for (const report of settings.own) {
    book.targets.find(report.target);
    aliases.learnReport(report);
  }
  try {
    const heads = new ReportHeads(await readAll(sources, book, settings), book, settings);
    const targets = [...heads.targets];
    return {
      heads: targets.map((known) => heads.headOf(known, book.countOf(known.kept))),
      findings: () => batchesOf(targets, book, { ...settings, names, aliases }),
      close: () => spool.close(),
    };
  } catch (error) {
    spool.close();
    throw error;
  }
}

function* batchesOf(
  targets: readonly KnownTarget<TargetBook>[],
  book: FindingBook,
  settings: FindingSettings,
): Generator<FindingBatch> {
  for (const [report, { kept, target }] of targets.entries()) {
    let batch: Finding[] = [];
    for (const same of book.findingsOf(kept)) {
      const finding = makeFinding(same, target, settings);
      if (finding !== undefined) batch.push(finding);
      if (batch.length < batchSize) continue;
      yield { report, findings: batch };
      batch = [];
    }
    if (batch.length > 0) yield { report, findings: batch };
  }
}

async function readAll(
  sources: readonly DocumentSource[],
  book: FindingBook,
  settings: OpenSettings,
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
        book.add(localFinding(finding, settings.workingDirectory), origin, number);
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
