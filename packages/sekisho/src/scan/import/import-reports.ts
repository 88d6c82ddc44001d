import { controlsOf } from "../../compliance/controls-of.ts";
import type { Importer } from "../../importers/define.ts";
import {
  type ConvertOptions,
  convertDocument,
  type UnknownDocument,
} from "../../importers/reading/convert-document.ts";
import type { ConvertedPart, LocatedNote } from "../../importers/reading/document-part.ts";
import type { DocumentSource } from "../../importers/reading/document-source.ts";
import * as registry from "../../importers/registry.ts";
import { findClosestWord } from "../../model/closest-word.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import type { ImportedOrigin, Report, ReportDocument } from "../../model/report.ts";
import type { Language } from "../../model/text.ts";
import { catalogue } from "../catalogue.ts";
import { producer } from "../producer.ts";
import { reportDiagnostic } from "../reported-place.ts";
import { type ImportedFindingSettings, type TargetFindings, toTargetFindings } from "./imported-findings.ts";
import { mergeReports } from "./merge-reports.ts";
import { createRuleIndex } from "./rule-index.ts";

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
  readonly clock?: () => Date;
}

/**
 * Makes reports of ours from documents of other tools: one for each target, in which several tools that say the same are
 * witnesses of one finding.
 *
 * @throws {SekishoError} `import-unknown-format` when nothing is known that writes such a document, with the closest kinds
 *   and what they lack; `import-unknown-tool` when `from` names no importer.
 */
export async function importReports(
  sources: readonly DocumentSource[],
  options: ImportOptions = {},
): Promise<ReportDocument> {
  const { language = "en", targetName, from, clock = () => new Date() } = options;
  const convertOptions: ConvertOptions = {
    importers,
    ...(from === undefined ? {} : { from: getImporter(from).id }),
    ...(targetName === undefined ? {} : { targetName }),
  };
  const settings = { language, rules: createRuleIndex(catalogue), controlsOf };
  const reports: Report[] = [];
  for (const source of sources) {
    const converted = await convertDocument(source, convertOptions);
    if (!("parts" in converted)) throw unknownFormat(source.name, converted);
    const { parts, notes } = converted;
    const made = parts.flatMap((part) =>
      toReports(part, { settings, document: source.name, now: clock().toISOString() }),
    );
    reports.push(...withNotes(made, notes, { language, document: source.name, now: clock().toISOString() }));
  }
  return { schemaVersion: 1, reports: mergeReports(reports) };
}

interface ReportSettings {
  readonly settings: ImportedFindingSettings;
  readonly document: string;
  readonly now: string;
}

function toReports(part: ConvertedPart, { settings, document, now }: ReportSettings): readonly Report[] {
  const groups = toTargetFindings(part, settings);
  const { importer, counts, notes } = part;
  const isPartial = counts.unread > 0 || notes.some(({ level }) => level === "error");
  const shown = notes.map((note) => reportDiagnostic(toDiagnostic(note, document), settings.language));
  return groups.map(({ target, findings, joined }, index) => ({
    schemaVersion: 1,
    producer,
    target,
    origins: [originOf(part, { document, findings: findings.length + joined, isFirst: index === 0 })],
    startedAt: part.scannedAt ?? now,
    finishedAt: part.scannedAt ?? now,
    findings,
    coverage: [{ plugin: `import/${importer.id}`, ...(isPartial ? partial(counts.unread) : { ended: "done" }) }],
    diagnostics: [
      ...(index === 0 ? shown : []),
      ...joinedNote({ target, findings, joined }, document).map((note) => reportDiagnostic(note, settings.language)),
    ],
  }));
}

function partial(unread: number): { readonly ended: "partial"; readonly reason: string } {
  return { ended: "partial", reason: `${unread} of the document's parts could not be read` };
}

function originOf(
  { importer, variant, toolVersion, counts }: ConvertedPart,
  { document, findings, isFirst }: { readonly document: string; readonly findings: number; readonly isFirst: boolean },
): ImportedOrigin {
  return {
    tool: importer.id,
    ...(toolVersion === undefined ? {} : { toolVersion }),
    format: variant.name,
    document,
    findings,
    // What passed and was left out is told without its target.
    passed: isFirst ? counts.passed : 0,
    leftOut: isFirst ? counts.leftOut : 0,
  };
}

function joinedNote({ joined }: TargetFindings, document: string): readonly Diagnostic[] {
  if (joined === 0) return [];
  return [
    {
      code: "import/joined",
      level: "info",
      message: {
        en: `${joined} entries say the same of the same package as another one: they are evidence of its finding.`,
        ja: `同じパッケージの同じ脆弱性を示す項目が ${joined} 件あります。それぞれ 1 つの検出事項の証跡にまとめました。`,
      },
      location: { path: document },
    },
  ];
}

function toDiagnostic({ code, level, message, pointer, line }: LocatedNote, document: string): Diagnostic {
  return {
    code: `import/${code}`,
    level,
    message,
    location: {
      path: document,
      ...(line === undefined ? {} : { startLine: line }),
      ...(pointer === "" ? {} : { pointer }),
    },
  };
}

/** Trouble that belongs to no part stands in the first report, or in one of its own: nothing of it gets lost. */
function withNotes(
  reports: readonly Report[],
  notes: readonly LocatedNote[],
  { language, document, now }: { readonly language: Language; readonly document: string; readonly now: string },
): readonly Report[] {
  if (notes.length === 0) return reports;
  const diagnostics = notes.map((note) => reportDiagnostic(toDiagnostic(note, document), language));
  const [first, ...others] = reports;
  if (first !== undefined) return [{ ...first, diagnostics: [...first.diagnostics, ...diagnostics] }, ...others];
  return [
    {
      schemaVersion: 1,
      producer,
      target: { kind: "directory", name: document },
      startedAt: now,
      finishedAt: now,
      findings: [],
      coverage: [{ plugin: "import", ended: "failed" }],
      diagnostics,
    },
  ];
}

function getImporter(id: string): Importer {
  const found = importers.find((importer) => importer.id === id);
  if (found !== undefined) return found;
  const ids = importers.map((importer) => importer.id);
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

function unknownFormat(name: string, { closest, notes }: UnknownDocument): SekishoError {
  const [note] = notes;
  const kinds = closest.map(({ variant, lacks }) => `${variant.name} (${lacks.slice(0, 3).join("; ")})`);
  const near = kinds.length === 0 ? { en: "", ja: "" } : nearest(kinds);
  const why = note === undefined ? { en: "", ja: "" } : { en: ` ${note.message.en}`, ja: note.message.ja };
  return new SekishoError(
    "import-unknown-format",
    {
      en: `${name} is no report that is known here.${why.en}${near.en}`,
      ja: `${name} は、対応しているレポートではありません。${why.ja}${near.ja}`,
    },
    {
      hint: {
        en: "say what wrote it with: --from TOOL",
        ja: "作成したツールの指定方法: --from ツール名",
      },
    },
  );
}

function nearest(kinds: readonly string[]): { readonly en: string; readonly ja: string } {
  return {
    en: ` The closest kinds, with what is missing: ${kinds.join(", ")}.`,
    ja: `近い形式と、不足している要素: ${kinds.join("、")}。`,
  };
}
