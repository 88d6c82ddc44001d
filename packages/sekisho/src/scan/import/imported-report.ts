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

/** What a part told of a target. */
interface Telling {
  readonly from: ImportedPart;
  readonly findings: number;
  readonly packages: number;
}

/** Gives reports without their findings, of everything that was read. */
export class ReportHeads {
  readonly #settings: HeadSettings;
  readonly #now: string;
  /** Who told of a target, and how many findings. */
  readonly #told = new Map<KnownTarget<TargetBook>, Telling[]>();
  /** Where it is told what a part says of itself: at the first target that it is about. */
  readonly #homes = new Map<ImportedPart, KnownTarget<TargetBook>>();

  constructor(parts: readonly ImportedPart[], book: FindingBook, settings: HeadSettings) {
    this.#settings = settings;
    this.#now = settings.clock().toISOString();
    const byNumber = new Map(parts.map((part) => [part.number, part]));
    for (const known of book.targets.list) {
      const { told, packages } = known.kept;
      for (const number of new Set([...told.keys(), ...packages.told.keys()])) {
        const from = byNumber.get(number);
        const counts = { findings: told.get(number) ?? 0, packages: packages.told.get(number) ?? 0 };
        if (from !== undefined) this.#note(known, { from, ...counts });
      }
    }
    // What was looked at without a finding has a report of its own, too.
    for (const part of parts)
      if (part.number === undefined)
        this.#note(book.addTarget(part.part.target), { from: part, findings: 0, packages: 0 });
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
    const { at } = known.kept.packages;
    let [entries, listed] = [0, 0];
    for (const one of told) {
      entries += one.findings;
      listed += one.packages;
    }
    const notes = [
      ...home.flatMap(({ part, notes: others, document }) =>
        [...part.notes, ...others].map((note) => toDiagnostic(note, document)),
      ),
      ...joinedNote(entries - findings, told[0]?.from.document),
      ...listedAgainNote(listed - at.length, told[0]?.from.document),
    ];
    return {
      schemaVersion: 1,
      producer,
      target: listed === 0 ? known.target : { ...known.target, packages: at.length },
      origins: this.#originsOf(known, told),
      startedAt: times[0] ?? this.#now,
      finishedAt: times.at(-1) ?? this.#now,
      findings: [],
      ...(listed === 0 ? {} : { packages: [] }),
      coverage: coverageOf(told.map(({ from }) => from)),
      diagnostics: notes.map((note) => reportDiagnostic(note, this.#settings.language)),
    };
  }

  #note(known: KnownTarget<TargetBook>, telling: Telling): void {
    const told = this.#told.get(known) ?? [];
    told.push(telling);
    this.#told.set(known, told);
    if (!this.#homes.has(telling.from)) this.#homes.set(telling.from, known);
  }

  #originsOf(known: KnownTarget<TargetBook>, told: readonly Telling[]): readonly ImportedOrigin[] {
    const origins = new Map<string, ImportedOrigin>();
    for (const { from, findings, packages } of told) {
      const { part, document } = from;
      const isHome = this.#homes.get(from) === known;
      const key = `${document}\n${part.importer.id}\n${part.variant.name}\n${part.toolVersion ?? ""}`;
      const before = origins.get(key);
      const listed = (before?.packages ?? 0) + packages;
      origins.set(key, {
        tool: part.tool ?? part.importer.id,
        ...(part.toolVersion === undefined ? {} : { toolVersion: part.toolVersion }),
        format: part.variant.name,
        document,
        findings: (before?.findings ?? 0) + findings,
        // What passed and was left out is told without its target.
        passed: (before?.passed ?? 0) + (isHome ? part.counts.passed : 0),
        leftOut: (before?.leftOut ?? 0) + (isHome ? part.counts.leftOut : 0),
        ...(listed === 0 ? {} : { packages: listed }),
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

function listedAgainNote(again: number, document: string | undefined): readonly Diagnostic[] {
  if (again <= 0 || document === undefined) return [];
  return [
    {
      code: "import/packages-joined",
      level: "info",
      message: {
        en: `${again} entries name a package again that is listed already.`,
        ja: `すでに一覧にあるパッケージを示す項目が ${again} 件あり、それぞれ 1 つのパッケージにまとめました。`,
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
