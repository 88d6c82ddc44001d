import { controlsOf } from "../../compliance/controls-of.ts";
import {
  type ConvertedDocument,
  type ConvertOptions,
  convertDocument,
  type UnknownDocument,
} from "../../importers/reading/convert-document.ts";
import type { FindingOrigin } from "../../importers/reading/document-part.ts";
import type { DocumentSource } from "../../importers/reading/document-source.ts";
import type { SekishoError } from "../../model/error.ts";
import type { Finding } from "../../model/finding.ts";
import type { ListedPackage, Report } from "../../model/report.ts";
import type { Language } from "../../model/text.ts";
import { catalogue } from "../catalogue.ts";
import { FindingBook, type TargetBook } from "./finding-book.ts";
import { FlawAliases } from "./flaw-aliases.ts";
import type { KnownTarget } from "./import-targets.ts";
import { type ImportedPart, ReportHeads } from "./imported-report.ts";
import { isImportedFinding } from "./is-imported-finding.ts";
import { localFinding } from "./local-path.ts";
import { type FindingSettings, makeFinding } from "./make-finding.ts";
import { FindingNames } from "./name-finding.ts";
import { PackageBook } from "./package-book.ts";
import { createRuleIndex, type RuleIndex } from "./rule-index.ts";
import { unknownFormat } from "./unknown-format.ts";
import { ValueSpool } from "./value-spool.ts";

/** Findings of one of the reports of an import. */
export interface FindingBatch {
  /** Index of the report among the heads. */
  readonly report: number;
  readonly findings: readonly Finding[];
}

/** Packages of one of the reports of an import. */
export interface PackageBatch {
  /** Index of the report among the heads. */
  readonly report: number;
  readonly packages: readonly ListedPackage[];
}

/** Documents of other tools that were read, whatever their size. */
export interface OpenedImport {
  /** The reports without their findings, one for each target. */
  readonly heads: readonly Report[];
  /** Gives the findings in batches, report by report, in no order within one; each time from the start. */
  readonly findings: () => Iterable<FindingBatch>;
  /** Gives the packages that the documents list, in batches, report by report, each package once; each time from the start. */
  readonly packages: () => Iterable<PackageBatch>;
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
  /** Told of a document that cannot be read at all, while the others are; without it the first one is thrown. */
  readonly onUnread?: ((error: SekishoError) => void) | undefined;
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
  const stores = { findings: new ValueSpool(isImportedFinding), packages: new PackageBook() };
  const close = (): void => {
    stores.findings.close();
    stores.packages.close();
  };
  const book = new FindingBook(names, stores, aliases, settings.workingDirectory);
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
      packages: () => packagesOf(targets, stores.packages),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

function* packagesOf(targets: readonly KnownTarget<TargetBook>[], book: PackageBook): Generator<PackageBatch> {
  for (const [report, { kept }] of targets.entries()) {
    let batch: ListedPackage[] = [];
    for (const listed of book.packagesOf(kept.packages)) {
      batch.push(listed);
      if (batch.length < batchSize) continue;
      yield { report, packages: batch };
      batch = [];
    }
    if (batch.length > 0) yield { report, packages: batch };
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
  // Parts that tell something are numbered as they come.
  let number = -1;
  let last: FindingOrigin | undefined;
  for (const source of sources) {
    const numbers = new Map<FindingOrigin, number>();
    const numberOf = (origin: FindingOrigin): number => {
      if (origin !== last) {
        last = origin;
        number++;
        numbers.set(origin, number);
      }
      return number;
    };
    const converted = await convertDocument(source, {
      ...settings,
      onFinding: (finding, origin) =>
        book.add(localFinding(finding, settings.workingDirectory), origin, numberOf(origin)),
      onPackage: (listed, origin, target) => book.addPackage(listed, target, origin, numberOf(origin)),
    });
    if ("parts" in converted) parts.push(...numberParts(converted, source.name, [...numbers.values()]));
    else await refuse(source, converted, settings.onUnread);
  }
  return parts;
}

/** What belongs to no part is told with the first one. */
function numberParts(
  { parts, notes }: ConvertedDocument,
  document: string,
  numbers: readonly number[],
): readonly ImportedPart[] {
  let next = 0;
  return parts.map((part, index) => {
    const isTold = part.counts.findings + part.counts.packages > 0;
    const number = isTold ? numbers[next++] : undefined;
    return { part, document, number, notes: index === 0 ? notes : [] };
  });
}

async function refuse(
  source: DocumentSource,
  unknown: UnknownDocument,
  onUnread: OpenSettings["onUnread"],
): Promise<void> {
  const error = await unknownFormat(source, unknown);
  if (onUnread === undefined) throw error;
  onUnread(error);
}
