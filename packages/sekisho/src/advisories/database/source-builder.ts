import type { Advisory, AffectedPackage, FlawFacts } from "../../model/advisory.ts";
import type { ProductSupport } from "../../model/support.ts";
import type { BuildRoom } from "./build-room.ts";
import { builtPart } from "./built-part.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { writeFlaw } from "./flaw-codec.ts";
import { KeptValues } from "./kept-values.ts";
import type { BuiltPart } from "./part.ts";
import { compareTexts, RankedTexts } from "./ranked-texts.ts";
import { RowsBuilder } from "./rows-builder.ts";
import { type AdvisoryTexts, writeTexts } from "./statement-codec.ts";
import { writeSupport } from "./support-codec.ts";
import type { TableEntry } from "./table-writer.ts";
import { WordList } from "./word-list.ts";

/** How a source becomes parts. */
export interface SourceOptions {
  /** Which ecosystems and releases are kept. */
  readonly wants: (ecosystem: string) => boolean;
  /** `summaries` leaves out details and references. */
  readonly texts: "all" | "summaries";
}

/** Longer details are cut: nobody reads them, and a feed's longest are a hundred times the usual. */
const maxDetailsLength = 64 * 1024;
const maxReferences = 256;
const textBlockBytes = 32 * 1024;

/** Gathers everything that one source says, and writes it as parts: rows by ecosystem, texts, facts of flaws, support. */
export class SourceBuilder {
  readonly #source: string;
  readonly #options: SourceOptions;
  readonly #rows = new Map<string, RowsBuilder>();
  readonly #room: BuildRoom;
  readonly #texts: ValueList;
  readonly #flaws: ValueList;
  readonly #flawWords = new WordList();
  readonly #support: ValueList;
  readonly #supportWords = new WordList();

  constructor(source: string, options: SourceOptions, room: BuildRoom) {
    this.#source = source;
    this.#options = options;
    this.#room = room;
    this.#texts = new ValueList(room);
    this.#flaws = new ValueList(room);
    this.#support = new ValueList(room);
  }

  /** Adds an advisory. One that speaks of no wanted ecosystem leaves no trace. */
  add(advisory: Advisory): void {
    const byEcosystem = new Map<string, AffectedPackage[]>();
    for (const affected of advisory.affected) {
      const rows = byEcosystem.get(affected.ecosystem);
      if (rows !== undefined) rows.push(affected);
      else if (this.#options.wants(affected.ecosystem)) byEcosystem.set(affected.ecosystem, [affected]);
    }
    if (byEcosystem.size === 0) return;
    for (const [ecosystem, rows] of byEcosystem) this.#builderOf(ecosystem).add(advisory, rows);
    this.#addTexts(advisory);
  }

  /** Adds facts of a flaw; those that come last hold. */
  addFlaw(facts: FlawFacts): void {
    this.#flaws.add(facts.cve, (writer) => writeFlaw(writer, facts, this.#flawWords));
  }

  /** Adds how long a product is maintained; what comes last holds. */
  addSupport(support: ProductSupport): void {
    this.#support.add(support.product, (writer) => writeSupport(writer, support, this.#supportWords));
  }

  /** Writes the parts, each when it is asked for, in the order of kinds and ecosystems. */
  *finish(): Generator<BuiltPart> {
    for (const [ecosystem, builder] of [...this.#rows].sort(([left], [right]) => compareTexts(left, right))) {
      this.#rows.delete(ecosystem);
      yield builder.finish();
    }
    const source = this.#source;
    const { scratch } = this.#room;
    if (this.#texts.size > 0) {
      const named = () => ({ kind: "texts", source, ecosystem: "", rows: this.#texts.size }) as const;
      const table = { entries: this.#texts.entries(), blockBytes: textBlockBytes };
      yield builtPart([table], { named, words: [], scratch });
    }
    if (this.#flaws.size > 0) {
      const named = () => ({ kind: "flaws", source, ecosystem: "", rows: this.#flaws.size }) as const;
      yield builtPart([{ entries: this.#flaws.entries() }], { named, words: this.#flawWords.list(), scratch });
    }
    if (this.#support.size > 0) {
      const named = () => ({ kind: "support", source, ecosystem: "", rows: this.#support.size }) as const;
      yield builtPart([{ entries: this.#support.entries() }], { named, words: this.#supportWords.list(), scratch });
    }
  }

  #builderOf(ecosystem: string): RowsBuilder {
    const known = this.#rows.get(ecosystem);
    if (known !== undefined) return known;
    const builder = new RowsBuilder(this.#source, ecosystem, this.#room);
    this.#rows.set(ecosystem, builder);
    return builder;
  }

  #addTexts({ id, summary, details, references }: Advisory): void {
    const kept: AdvisoryTexts =
      this.#options.texts === "all"
        ? { summary, details: cut(details), references: references.slice(0, maxReferences) }
        : { summary: summary === "" ? firstSentence(details) : summary, details: "", references: [] };
    // The document of one release may say what that of another leaves out.
    if (kept.summary === "" && kept.details === "" && this.#texts.has(id)) return;
    this.#texts.add(id, (writer) => writeTexts(writer, kept));
  }
}

/** Values by key; those that come last hold. */
class ValueList {
  readonly #keys = new RankedTexts();
  readonly #values: KeptValues;

  constructor({ scratch }: BuildRoom) {
    this.#values = new KeptValues(scratch);
  }

  get size(): number {
    return this.#keys.size;
  }

  has(key: string): boolean {
    return this.#keys.find(key) !== undefined;
  }

  add(key: string, write: (writer: ByteWriter) => void): void {
    this.#values.put(this.#keys.numberOf(key), write);
  }

  *entries(): Generator<TableEntry> {
    for (const number of this.#keys.order()) yield { key: this.#keys.at(number), value: this.#values.read(number) };
  }
}

function cut(details: string): string {
  return details.length <= maxDetailsLength ? details : `${details.slice(0, maxDetailsLength)}…`;
}

const maxSummaryLength = 200;

/** Gives the beginning of details as a summary: to the first full stop or end of line, within a limit. */
function firstSentence(details: string): string {
  const start = details.trimStart().slice(0, maxSummaryLength + 1);
  const end = /[.。](?=\s)|\n/.exec(start)?.index;
  if (end !== undefined) return start.slice(0, end + 1).trimEnd();
  return start.length <= maxSummaryLength ? start.trimEnd() : `${start.slice(0, maxSummaryLength).trimEnd()}…`;
}
