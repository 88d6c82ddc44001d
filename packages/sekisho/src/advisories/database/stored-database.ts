import type { Advisory, AffectedPackage, FlawFacts } from "../../model/advisory.ts";
import { SekishoError } from "../../model/error.ts";
import type { AffectedRow, SegmentInformation, VulnerabilityStore } from "../vulnerability-store.ts";
import { readAliases } from "./alias-graph.ts";
import { BlockCache } from "./block-cache.ts";
import type { ByteReader } from "./byte-reader.ts";
import { DamagedDataError } from "./damaged-data.ts";
import { joinFlaws, readFlaw } from "./flaw-codec.ts";
import type { Manifest } from "./manifest.ts";
import type { Part } from "./part.ts";
import { RowsReader } from "./rows-reader.ts";
import { readDetails, readTexts, type Statement } from "./statement-codec.ts";
import type { ReadAt } from "./table-file.ts";
import { openTableFile, type Table, type TableFile } from "./table-reader.ts";

/** Where the bytes of parts come from. */
export interface PartSource {
  /** Gives the reader of a part's file. */
  open(part: Part): ReadAt;
  close(): void;
}

/** How much is kept in memory. */
export interface StoreLimits {
  readonly cacheBytes: number;
  /** Rows that are kept ready, of the packages asked for last. */
  readonly keptRows: number;
}

const defaultLimits: StoreLimits = { cacheBytes: 48 * 1024 * 1024, keptRows: 100_000 };
const noTexts = { summary: "", references: [] } as const;

/**
 * Opens the database that a manifest names. Files are opened at the first question to them; a file that is missing or
 * damaged throws then, and never reads as "nothing is known".
 *
 * @throws {SekishoError} `database-damaged`, from every question.
 */
export function openStoredDatabase(
  manifest: Manifest,
  source: PartSource,
  limits: StoreLimits = defaultLimits,
): VulnerabilityStore {
  return new StoredDatabase(manifest, source, limits);
}

class StoredDatabase implements VulnerabilityStore {
  readonly segments: readonly SegmentInformation[];
  readonly #source: PartSource;
  readonly #cache: BlockCache;
  readonly #keptRows: number;
  readonly #byEcosystem: ReadonlyMap<string, readonly Part[]>;
  readonly #files = new Map<string, TableFile>();
  readonly #readers = new Map<Part, RowsReader>();
  readonly #rowsOfSource: ReadonlyMap<string, readonly Part[]>;
  readonly #textsOfSource: ReadonlyMap<string, Part>;
  readonly #flawParts: readonly Part[];
  readonly #aliasPart: Part | undefined;
  /** By ecosystem and name. */
  readonly #rows = new Map<string, Map<string, readonly AffectedRow[]>>();
  #rowCount = 0;

  constructor(manifest: Manifest, source: PartSource, limits: StoreLimits) {
    this.#source = source;
    this.#cache = new BlockCache(limits.cacheBytes);
    this.#keptRows = limits.keptRows;
    const byKind = Map.groupBy(manifest.parts, ({ kind }) => kind);
    const rows = byKind.get("rows") ?? [];
    this.#byEcosystem = Map.groupBy(rows, ({ ecosystem }) => ecosystem);
    this.#rowsOfSource = Map.groupBy(rows, ({ source: of }) => of);
    this.#textsOfSource = new Map((byKind.get("texts") ?? []).map((part) => [part.source, part]));
    this.#flawParts = byKind.get("flaws") ?? [];
    this.#aliasPart = byKind.get("aliases")?.[0];
    this.segments = segmentsOf(manifest);
  }

  covers(ecosystem: string): boolean {
    return this.#byEcosystem.has(ecosystem);
  }

  rowsOf(ecosystem: string, name: string): readonly AffectedRow[] {
    const parts = this.#byEcosystem.get(ecosystem);
    if (parts === undefined) return [];
    const kept = this.#rows.get(ecosystem)?.get(name);
    if (kept !== undefined) return kept;
    let rows: readonly AffectedRow[] = [];
    for (const part of parts) {
      const said = this.#read(part, () => this.#readerOf(part).rowsOf(name));
      if (said.length > 0) rows = rows.length === 0 ? said : [...rows, ...said];
    }
    // Most names are nowhere: that is found again as soon as it would be remembered.
    if (rows.length > 0) this.#keep(ecosystem, name, rows);
    return rows;
  }

  findAdvisory(source: string, id: string, ecosystem?: string): Advisory | undefined {
    const parts = this.#rowsOfSource.get(source) ?? [];
    // Where rows of it stand, its statement stands: the other releases need not be asked.
    const near = ecosystem === undefined ? parts : parts.filter((part) => part.ecosystem === ecosystem);
    const statement = this.#findStatement(near, id) ?? (near === parts ? undefined : this.#findStatement(parts, id));
    if (statement === undefined) return undefined;
    const readAffected = () => parts.flatMap((part) => this.#affectedIn(part, id));
    const readDetailsHere = () => this.#readTexts(source, id, readDetails) ?? "";
    let affected: readonly AffectedPackage[] | undefined;
    return {
      id,
      source,
      ...statement,
      ...(this.#readTexts(source, id, readTexts) ?? noTexts),
      get details() {
        return readDetailsHere();
      },
      // An erratum can speak of hundreds of packages, and most who ask want its words alone.
      get affected() {
        affected ??= readAffected();
        return affected;
      },
    };
  }

  findFlaw(cve: string): FlawFacts | undefined {
    let facts: FlawFacts | undefined;
    for (const part of this.#flawParts) {
      const found = this.#read(part, (): FlawFacts | undefined => {
        const file = this.#fileOf(part);
        const entry = file.tables[0]?.find(cve);
        return entry === undefined ? undefined : readFlaw(entry.value, cve, file.words);
      });
      if (found !== undefined) facts = facts === undefined ? found : joinFlaws(facts, found);
    }
    return facts;
  }

  aliasesOf(id: string): readonly string[] {
    const part = this.#aliasPart;
    if (part === undefined) return [id];
    return this.#read(part, () => readAliases(tableOf(this.#fileOf(part)), id));
  }

  close(): void {
    this.#files.clear();
    this.#readers.clear();
    this.#rows.clear();
    this.#source.close();
  }

  #findStatement(parts: readonly Part[], id: string): Statement | undefined {
    for (const part of parts) {
      const found = this.#read(part, () => this.#readerOf(part).findStatement(id));
      if (found !== undefined) return found.statement;
    }
    return undefined;
  }

  #affectedIn(part: Part, id: string): readonly AffectedPackage[] {
    return this.#read(part, () => this.#readerOf(part).findStatement(id)?.readAffected() ?? []);
  }

  #readTexts<Texts>(source: string, id: string, read: (value: ByteReader) => Texts): Texts | undefined {
    const part = this.#textsOfSource.get(source);
    if (part === undefined) return undefined;
    return this.#read(part, () => {
      const entry = tableOf(this.#fileOf(part)).find(id);
      return entry === undefined ? undefined : read(entry.value);
    });
  }

  #readerOf(part: Part): RowsReader {
    const known = this.#readers.get(part);
    if (known !== undefined) return known;
    const reader = new RowsReader(this.#fileOf(part), part);
    this.#readers.set(part, reader);
    return reader;
  }

  #fileOf(part: Part): TableFile {
    const known = this.#files.get(part.digest);
    if (known !== undefined) return known;
    const file = openTableFile(this.#source.open(part), part, this.#cache);
    this.#files.set(part.digest, file);
    return file;
  }

  #read<Result>(part: Part, read: () => Result): Result {
    try {
      return read();
    } catch (cause) {
      if (cause instanceof DamagedDataError) throw damagedPart(part, cause);
      throw cause;
    }
  }

  #keep(ecosystem: string, name: string, rows: readonly AffectedRow[]): void {
    if (this.#rowCount + rows.length > this.#keptRows) {
      this.#rows.clear();
      this.#rowCount = 0;
    }
    this.#rowCount += rows.length;
    const names = this.#rows.get(ecosystem) ?? new Map<string, readonly AffectedRow[]>();
    this.#rows.set(ecosystem, names.set(name, rows));
  }
}

/** Says which part of a database is not what the manifest says. */
export function damagedPart(part: Part, cause: unknown): SekishoError {
  const what = partName(part);
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SekishoError(
    "database-damaged",
    {
      en: `the advisory database is damaged: ${what} (sha256:${part.digest}): ${reason}`,
      ja: `アドバイザリデータベースが壊れています。対象: ${what}（sha256:${part.digest}）。詳細: ${reason}`,
    },
    { cause, hint: { en: "fetch it again: sekisho db update", ja: "再取得するには sekisho db update を実行します。" } },
  );
}

/** Gives a part's name for people: `osv-go golang rows`. */
export function partName({ source, ecosystem, kind }: Part): string {
  return [source, ecosystem, kind].filter((word) => word !== "").join(" ");
}

function tableOf(file: TableFile): Table {
  const [table] = file.tables;
  if (table === undefined) throw new DamagedDataError("expected a table, got none");
  return table;
}

function segmentsOf(manifest: Manifest): readonly SegmentInformation[] {
  const sources = new Map(manifest.sources.map((source) => [source.id, source]));
  return manifest.parts.flatMap((part): SegmentInformation[] => {
    const source = sources.get(part.source);
    if (source === undefined || (part.kind !== "rows" && part.kind !== "flaws")) return [];
    const { id, name, license, attribution, dataDate, fetchedAt } = source;
    return [
      {
        source: { id, name, license, ...(attribution === undefined ? {} : { attribution }) },
        // Facts of flaws are of no ecosystem: they are joined on the CVE.
        ecosystem: part.kind === "flaws" ? "cve" : part.ecosystem,
        ...(dataDate === undefined ? {} : { dataDate }),
        fetchedAt,
        ...(source.isStale === true && { isStale: true as const }),
        bytes: part.bytes,
        rows: part.rows,
        digest: `sha256:${part.digest}`,
      },
    ];
  });
}
