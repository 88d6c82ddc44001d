import type { ConvertedPart, LocatedNote } from "../../importers/reading/document-part.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Coverage, ImportedOrigin, Report } from "../../model/report.ts";
import type { Language } from "../../model/text.ts";
import { producer } from "../producer.ts";
import { reportDiagnostic } from "../reported-place.ts";
import type { FindingBook, TargetBook } from "./finding-book.ts";
import type { KnownTarget } from "./import-targets.ts";

/** A document of a tool, or one of several in a file. */
export interface ImportedPart {
  readonly part: ConvertedPart;
  /** The file, as the user names it. */
  readonly document: string;
  /** Of the parts that told findings the number under which they did. */
  readonly number: number | undefined;
  /** Trouble with the file that belongs to no part. */
  readonly notes: readonly LocatedNote[];
}

interface HeadSettings {
  readonly language: Language;
  readonly clock: () => Date;
}

/** Gives reports without their findings, of everything that was read. */
export class ReportHeads {
  readonly #settings: HeadSettings;
  readonly #now: string;
  /** Who told of a target, and how many findings. */
  readonly #told = new Map<KnownTarget<TargetBook>, { readonly from: ImportedPart; readonly findings: number }[]>();
  /** Where it is told what a part says of itself: at the first target that it is about. */
  readonly #homes = new Map<ImportedPart, KnownTarget<TargetBook>>();

  constructor(parts: readonly ImportedPart[], book: FindingBook, settings: HeadSettings) {
    this.#settings = settings;
    this.#now = settings.clock().toISOString();
    const byNumber = new Map(parts.map((part) => [part.number, part]));
    for (const known of book.targets.list) {
      for (const [number, findings] of known.kept.told) {
        const from = byNumber.get(number);
        if (from !== undefined) this.#note(known, from, findings);
      }
    }
    // What was looked at without a finding has a report of its own, too.
    for (const part of parts) if (part.number === undefined) this.#note(book.addTarget(part.part.target), part, 0);
  }

  /** Every target that a part is about. */
  get targets(): Iterable<KnownTarget<TargetBook>> {
    return this.#told.keys();
  }

  /** Gives the report of a target, for so many findings of it. */
  headOf(known: KnownTarget<TargetBook>, findings: number): Report {
    const told = this.#told.get(known) ?? [];
    const times = told.map(({ from }) => from.part.scannedAt ?? this.#now).toSorted();
    const home = told.filter(({ from }) => this.#homes.get(from) === known).map(({ from }) => from);
    let entries = 0;
    for (const one of told) entries += one.findings;
    const notes = [
      ...home.flatMap(({ part, notes: others, document }) =>
        [...part.notes, ...others].map((note) => toDiagnostic(note, document)),
      ),
      ...joinedNote(entries - findings, told[0]?.from.document),
    ];
    return {
      schemaVersion: 1,
      producer,
      target: known.target,
      origins: this.#originsOf(known, told),
      startedAt: times[0] ?? this.#now,
      finishedAt: times.at(-1) ?? this.#now,
      findings: [],
      coverage: coverageOf(told.map(({ from }) => from)),
      diagnostics: notes.map((note) => reportDiagnostic(note, this.#settings.language)),
    };
  }

  #note(known: KnownTarget<TargetBook>, from: ImportedPart, findings: number): void {
    const told = this.#told.get(known) ?? [];
    told.push({ from, findings });
    this.#told.set(known, told);
    if (!this.#homes.has(from)) this.#homes.set(from, known);
  }

  #originsOf(
    known: KnownTarget<TargetBook>,
    told: readonly { readonly from: ImportedPart; readonly findings: number }[],
  ): readonly ImportedOrigin[] {
    const origins = new Map<string, ImportedOrigin>();
    for (const { from, findings } of told) {
      const { part, document } = from;
      const isHome = this.#homes.get(from) === known;
      const key = `${document}\n${part.importer.id}\n${part.variant.name}\n${part.toolVersion ?? ""}`;
      const before = origins.get(key);
      origins.set(key, {
        tool: part.tool ?? part.importer.id,
        ...(part.toolVersion === undefined ? {} : { toolVersion: part.toolVersion }),
        format: part.variant.name,
        document,
        findings: (before?.findings ?? 0) + findings,
        // What passed and was left out is told without its target.
        passed: (before?.passed ?? 0) + (isHome ? part.counts.passed : 0),
        leftOut: (before?.leftOut ?? 0) + (isHome ? part.counts.leftOut : 0),
      });
    }
    return [...origins.values()];
  }
}

/** One line for each importer: partial as soon as one of its documents is. */
function coverageOf(parts: readonly ImportedPart[]): readonly Coverage[] {
  const unread = new Map<string, number | undefined>();
  for (const { part, notes } of parts) {
    const { id } = part.importer;
    const isPartial = part.counts.unread > 0 || [...part.notes, ...notes].some(({ level }) => level === "error");
    const before = unread.get(id);
    unread.set(id, isPartial ? (before ?? 0) + part.counts.unread : before);
  }
  return [...unread].map(([id, count]) => ({
    plugin: `import/${id}`,
    ...(count === undefined
      ? { ended: "done" }
      : { ended: "partial", reason: `${count} of the document's parts could not be read` }),
  }));
}

function joinedNote(joined: number, document: string | undefined): readonly Diagnostic[] {
  if (joined <= 0 || document === undefined) return [];
  return [
    {
      code: "import/joined",
      level: "info",
      message: {
        en: `${joined} entries say the same as another one: they are witnesses or evidence of its finding.`,
        ja: `ほかの項目と同じ問題を示す項目が ${joined} 件あり、それぞれ 1 つの検出事項にまとめました。`,
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
