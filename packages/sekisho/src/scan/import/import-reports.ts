import type { Importer } from "../../importers/define.ts";
import type { DocumentSource } from "../../importers/reading/document-source.ts";
import * as registry from "../../importers/registry.ts";
import { findClosestWord } from "../../model/closest-word.ts";
import { SekishoError } from "../../model/error.ts";
import type { Finding } from "../../model/finding.ts";
import type { ListedPackage, Report, ReportDocument } from "../../model/report.ts";
import type { Language } from "../../model/text.ts";
import { isSameTarget, mergeReports } from "./merge-reports.ts";
import { type OpenedImport, openDocuments } from "./open-import.ts";
import { compareOrdered, type OrderedPart, orderedPart } from "./order-findings.ts";
import { readOwnReport } from "./own-report.ts";
import { TextSpool } from "./text-spool.ts";

/** Every importer, by id. */
export const importers: readonly Importer[] = Object.values<Importer>(registry).toSorted((left, right) =>
  left.id < right.id ? -1 : 1,
);

/** What an import obeys; everything has its default. */
export interface ImportOptions {
  /** Id of the tool, where it should not be found out. */
  readonly from?: string;
  /** Name of the target where a document has none: the image, the cluster. The document's own name when left out. */
  readonly targetName?: string;
  /** Language of what we say ourselves; English when left out. */
  readonly language?: Language;
  /** Forms of documents that a user described: they go before all others. */
  readonly mappings?: readonly Importer[];
  /** Absolute; files below it are named relative to it, as our own reports name them. As written when left out. */
  readonly workingDirectory?: string;
  readonly clock?: () => Date;
  /** Told of a document that cannot be read at all, while the others are; without it the first one is thrown. */
  readonly onUnread?: (error: SekishoError) => void;
}

/**
 * Makes reports of ours from documents of other tools: one for each target, in which several tools that say the same are
 * witnesses of one finding. Reports of ours among the documents are joined with those of other tools.
 *
 * @throws {SekishoError} `import-unknown-format` when nothing is known that writes such a document, with the closest kinds
 *   and what they lack; `import-unknown-tool` when `from` names no importer; `report-invalid` for a broken report of ours.
 */
export async function importReports(
  sources: readonly DocumentSource[],
  options: ImportOptions = {},
): Promise<ReportDocument> {
  const { own, foreign } = await tellApart(sources, options);
  const opened = await openForeign(foreign, own, options);
  try {
    return collectReports(own, opened);
  } finally {
    opened.close();
  }
}

function collectReports(own: readonly Report[], opened: OpenedImport): ReportDocument {
  const found = opened.heads.map((): Finding[] => []);
  for (const { report, findings } of opened.findings()) found[report]?.push(...findings);
  const listed = opened.heads.map((): ListedPackage[] => []);
  for (const { report, packages } of opened.packages()) listed[report]?.push(...packages);
  const imported = opened.heads.map((head, index) => ({
    ...head,
    findings: found[index] ?? [],
    ...(head.packages === undefined ? {} : { packages: listed[index] ?? [] }),
  }));
  const reports = mergeReports(own, imported);
  return {
    schemaVersion: 1,
    reports: reports.map((report) => ({ ...report, findings: sortFindings(report.findings) })),
  };
}

/** What a large import prints: the findings are texts in a file, and none of them is in memory. */
export interface PrintedImport {
  /** The reports without their findings. */
  readonly heads: readonly Report[];
  /** Gives the texts of the findings of a report by its index, in the order of its list; each time from the start. */
  readonly textsOf: (report: number) => Iterable<string>;
  /** Gives the packages that a report lists, by its index; each time from the start. */
  readonly packagesOf: (report: number) => Iterable<ListedPackage>;
  /** Deletes what was kept. */
  readonly close: () => void;
}

/** So many reports are compared with each other: more of them are put together in memory. */
const maxPrintedReports = 100;

/**
 * Imports as {@link importReports} does, for those who only want the findings as texts: memory does not grow with them. What
 * has to be put together with reports of ours, or with others about the same target, comes as a whole.
 *
 * @param print Called once for each finding, in no order.
 * @throws {SekishoError} As {@link importReports} does.
 */
export async function importPrinted(
  sources: readonly DocumentSource[],
  options: ImportOptions,
  print: (finding: Finding) => string,
): Promise<PrintedImport | ReportDocument> {
  const { own, foreign } = await tellApart(sources, options);
  const opened = await openForeign(foreign, own, options);
  let isKept = false;
  try {
    const { heads } = opened;
    const isApart =
      own.length === 0 &&
      heads.length <= maxPrintedReports &&
      heads.every((head, index) => !heads.slice(0, index).some((other) => isSameTarget(other, head)));
    if (!isApart) return collectReports(own, opened);
    const printed = printFindings(opened, print);
    isKept = true;
    return printed;
  } finally {
    if (!isKept) opened.close();
  }
}

function printFindings(opened: OpenedImport, print: (finding: Finding) => string): PrintedImport {
  const texts = new TextSpool("any");
  const parts = opened.heads.map((): { readonly at: number; readonly part: OrderedPart }[] => []);
  try {
    for (const { report, findings } of opened.findings()) {
      for (const finding of findings)
        parts[report]?.push({ at: texts.add(print(finding)), part: orderedPart(finding) });
    }
  } catch (error) {
    texts.close();
    throw error;
  }
  const sorted = parts.map((list) => list.toSorted((left, right) => compareOrdered(left.part, right.part)));
  const numbers = sorted.map((list) => list.map(({ at }) => at));
  return {
    heads: opened.heads,
    *textsOf(report) {
      for (const at of numbers[report] ?? []) yield texts.get(at);
    },
    *packagesOf(report) {
      for (const batch of opened.packages()) if (batch.report === report) yield* batch.packages;
    },
    close: () => {
      texts.close();
      opened.close();
    },
  };
}

/**
 * Reads documents of other tools of any size, for those who take findings in batches: whatever the size, few of them are in
 * memory at a time. What is opened has to be closed.
 *
 * @throws {SekishoError} As {@link importReports} does.
 */
export async function openImport(
  sources: readonly DocumentSource[],
  options: ImportOptions = {},
): Promise<OpenedImport> {
  const { own, foreign } = await tellApart(sources, options);
  const opened = await openForeign(foreign, own, options);
  const count = opened.heads.length;
  return {
    heads: [...opened.heads, ...own.map(withoutContent)],
    *findings() {
      yield* opened.findings();
      for (const [index, { findings }] of own.entries()) yield { report: count + index, findings };
    },
    *packages() {
      yield* opened.packages();
      for (const [index, { packages = [] }] of own.entries()) yield { report: count + index, packages };
    },
    close: opened.close,
  };
}

function withoutContent(report: Report): Report {
  return { ...report, findings: [], ...(report.packages === undefined ? {} : { packages: [] }) };
}

async function tellApart(
  sources: readonly DocumentSource[],
  { onUnread }: ImportOptions,
): Promise<{ readonly own: readonly Report[]; readonly foreign: readonly DocumentSource[] }> {
  const own: Report[] = [];
  const foreign: DocumentSource[] = [];
  for (const source of sources) {
    try {
      const reports = await readOwnReport(source);
      if (reports === undefined) foreign.push(source);
      else own.push(...reports);
    } catch (error) {
      if (onUnread === undefined || !(error instanceof SekishoError)) throw error;
      onUnread(error);
    }
  }
  return { own, foreign };
}

function openForeign(
  sources: readonly DocumentSource[],
  own: readonly Report[],
  {
    from,
    targetName,
    workingDirectory,
    onUnread,
    language = "en",
    mappings = [],
    clock = () => new Date(),
  }: ImportOptions,
): Promise<OpenedImport> {
  const known = [...mappings, ...importers];
  return openDocuments(sources, {
    importers: known,
    mappings,
    own,
    language,
    clock,
    onUnread,
    ...(from === undefined ? {} : { from: getImporter(from, known).id }),
    ...(targetName === undefined ? {} : { targetName }),
    ...(workingDirectory === undefined ? {} : { workingDirectory }),
  });
}

function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const parts = findings.map((finding) => ({ finding, part: orderedPart(finding) }));
  return parts.toSorted((left, right) => compareOrdered(left.part, right.part)).map(({ finding }) => finding);
}

function getImporter(id: string, known: readonly Importer[]): Importer {
  const found = known.find((importer) => importer.id === id);
  if (found !== undefined) return found;
  const ids = known.map((importer) => importer.id);
  const meant = findClosestWord(id, ids);
  throw new SekishoError(
    "import-unknown-tool",
    { en: `There is no importer for ${id}.`, ja: `${id} のレポートの取り込みには対応していません。` },
    {
      hint:
        meant === undefined
          ? { en: `known tools: ${ids.join(", ")}`, ja: `対応しているツール: ${ids.join("、")}` }
          : { en: `did you mean ${meant}?`, ja: `${meant} の誤りではありませんか。` },
    },
  );
}
