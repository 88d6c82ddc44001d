import { quote } from "../../model/quote.ts";
import type { ListedPackage } from "../../model/report.ts";
import type {
  Conversion,
  DocumentVariant,
  ImportContext,
  ImportedFinding,
  ImportedRecord,
  ImportedTarget,
  Importer,
  ImportNote,
  Outcome,
} from "../define.ts";
import { readWithSchema } from "./read-with-schema.ts";
import { isTime, soundFinding, soundTarget, type WrongValue } from "./sound-finding.ts";

/** A note with the line of the document, where lines are counted. */
export interface LocatedNote extends ImportNote {
  readonly line?: number;
}

/** How many things a tool said, and what became of them. */
export interface PartCounts {
  readonly findings: number;
  readonly passed: number;
  readonly leftOut: number;
  /** Records that could not be read. */
  readonly unread: number;
  /** Entries of packages. */
  readonly packages: number;
}

/** What a document, or one of several in it, says. */
export interface ConvertedPart {
  readonly importer: Importer;
  readonly variant: DocumentVariant;
  /** The signs that it was known by; left out where the user said what it is. */
  readonly reason?: string;
  readonly target: ImportedTarget;
  /** Who wrote it, where that is not the importer's tool. */
  readonly tool?: string;
  readonly toolVersion?: string;
  readonly scannedAt?: string;
  readonly findings: readonly ImportedFinding[];
  readonly packages: readonly ListedPackage[];
  readonly counts: PartCounts;
  readonly notes: readonly LocatedNote[];
}

/** Which document a part is of, and how it is named. */
export interface PartSettings {
  readonly importer: Importer;
  readonly variant: DocumentVariant;
  readonly reason: string | undefined;
  readonly documentName: string;
  readonly targetName: string;
  /** Written before the pointers of a document inside another. */
  readonly pointerPrefix: string;
  readonly onFinding?: FindingSink | undefined;
  readonly onPackage?: PackageSink | undefined;
}

/** Who says a finding. */
export interface FindingOrigin extends Pick<Conversion, "target" | "toolVersion"> {
  readonly importer: Importer;
}

/** Takes findings one by one. */
export type FindingSink = (finding: ImportedFinding, origin: FindingOrigin) => void;

/** Takes packages one by one, with what each is a package of. */
export type PackageSink = (listed: ListedPackage, origin: FindingOrigin, target: ImportedTarget) => void;

/** So many notes of one code are kept; the rest is counted in one more. */
const maxNotesOfCode = 50;

function wrongValue({ field, expected, got }: WrongValue): Omit<LocatedNote, "pointer"> {
  return {
    code: "wrong-value",
    level: "warning",
    message: {
      en: `${field}: expected ${expected.en}, got "${quote(got)}".`,
      ja: `${field}: ${expected.ja}を想定しましたが、「${quote(got)}」でした。`,
    },
  };
}

/** A mistake of ours costs the record, and nothing else. */
function unexpected(error: unknown, pointer: string): LocatedNote {
  const what = quote(error instanceof Error ? error.message : String(error));
  return {
    code: "failed",
    level: "error",
    message: {
      en: `The importer failed at this entry: ${what}`,
      ja: `この項目の取り込み中に、想定外のエラーが発生しました: ${what}`,
    },
    pointer,
  };
}

/** Converts one document: the header first, then its records in order. */
export class DocumentPart {
  readonly #settings: PartSettings;
  readonly #conversion: Conversion;
  readonly #findings: ImportedFinding[] = [];
  readonly #packages: ListedPackage[] = [];
  readonly #notes: LocatedNote[] = [];
  readonly #noteCounts = new Map<string, number>();
  /** The same for all findings of the part. */
  #origin: FindingOrigin | undefined;
  #holder: { readonly told: ImportedTarget; readonly sound: ImportedTarget } | undefined;
  readonly #counts = { findings: 0, passed: 0, leftOut: 0, unread: 0, packages: 0 };
  #line: number | undefined;
  #pointer = "";
  #hasTold = false;
  readonly #isReadingRecords: boolean = false;

  constructor(header: unknown, settings: PartSettings) {
    this.#settings = settings;
    this.#conversion = settings.variant.begin(header, this.#context());
    this.#isReadingRecords = true;
  }

  /** Takes the next record. */
  add(record: ImportedRecord): void {
    this.#line = record.line;
    this.#pointer = record.pointer;
    this.#hasTold = false;
    const before = this.#said + this.#counts.unread;
    try {
      this.#take(this.#conversion.convert(record));
    } catch (error) {
      this.#counts.unread++;
      this.#note(unexpected(error, record.pointer));
    }
    // A record of which something was told and nothing came could not be read.
    if (this.#said + this.#counts.unread === before && this.#hasTold) this.#counts.unread++;
  }

  /** Tells of a part of the document that could not be cut out. */
  addProblem(note: LocatedNote): void {
    this.#line = note.line;
    this.#counts.unread++;
    this.#note(note);
  }

  /** Tells of something around the records that costs none of them. */
  addNote(note: LocatedNote): void {
    this.#line = note.line;
    this.#note(note);
  }

  /** Says that there are no more records. */
  finish(): ConvertedPart {
    this.#line = undefined;
    this.#pointer = "";
    this.#take(this.#conversion.finish?.() ?? []);
    const { importer, variant, reason } = this.#settings;
    const { tool, toolVersion, scannedAt } = this.#conversion;
    const { targetName } = this.#settings;
    const wrong: WrongValue[] = [];
    const target = soundTarget(this.#conversion.target, targetName, wrong);
    for (const what of wrong) this.#note({ ...wrongValue(what), pointer: "" });
    return {
      importer,
      variant,
      ...(reason === undefined ? {} : { reason }),
      target,
      ...(tool === undefined ? {} : { tool }),
      ...(toolVersion === undefined || toolVersion === "" ? {} : { toolVersion }),
      ...(scannedAt === undefined || !isTime(scannedAt) ? {} : { scannedAt: new Date(scannedAt).toISOString() }),
      findings: this.#findings,
      packages: this.#packages,
      counts: this.#counts,
      notes: [...this.#notes, ...this.#cutNotes()],
    };
  }

  get #said(): number {
    const { findings, passed, leftOut, packages } = this.#counts;
    return findings + passed + leftOut + packages;
  }

  #take(outcomes: Iterable<Outcome>): void {
    for (const outcome of outcomes) {
      if (outcome.kind === "finding") {
        this.#counts.findings++;
        this.#give(outcome.finding);
      } else if (outcome.kind === "package") {
        this.#counts.packages++;
        this.#list(outcome.package, outcome.target);
      } else if (outcome.kind === "passed") this.#counts.passed++;
      else {
        this.#counts.leftOut++;
        this.#note(outcome.note);
      }
    }
  }

  #give(told: ImportedFinding): void {
    const { onFinding, targetName } = this.#settings;
    const { finding, wrong } = soundFinding(told, { ...this.#conversion.target, name: targetName });
    for (const what of wrong) this.#note({ ...wrongValue(what), pointer: this.#pointer });
    if (onFinding === undefined) this.#findings.push(finding);
    else onFinding(finding, (this.#origin ??= this.#makeOrigin()));
  }

  #list(listed: ListedPackage, target: ImportedTarget | undefined): void {
    const { onPackage } = this.#settings;
    if (onPackage === undefined) {
      this.#packages.push(listed);
      return;
    }
    const origin = (this.#origin ??= this.#makeOrigin());
    onPackage(listed, origin, target === undefined ? origin.target : this.#soundHolder(target));
  }

  /** Packages of one thing come one behind the other. */
  #soundHolder(told: ImportedTarget): ImportedTarget {
    if (this.#holder?.told !== told) {
      this.#holder = { told, sound: soundTarget(told, this.#settings.targetName, []) };
    }
    return this.#holder.sound;
  }

  #makeOrigin(): FindingOrigin {
    const { importer, targetName } = this.#settings;
    const { toolVersion } = this.#conversion;
    const target = soundTarget(this.#conversion.target, targetName, []);
    return { importer, target, ...(toolVersion === undefined || toolVersion === "" ? {} : { toolVersion }) };
  }

  #context(): ImportContext {
    const { documentName, targetName } = this.#settings;
    return {
      documentName,
      targetName,
      read: (schema, value, pointer) => {
        const reading = readWithSchema(schema, value, pointer);
        for (const note of reading.notes) this.#note(note);
        // What is wrong in the header costs no entry.
        if (this.#isReadingRecords)
          this.#counts.unread += reading.notes.filter(({ level }) => level === "error").length;
        return reading.value;
      },
      tell: (note) => this.#note(note),
    };
  }

  #note(note: LocatedNote): void {
    this.#hasTold = true;
    const count = (this.#noteCounts.get(note.code) ?? 0) + 1;
    this.#noteCounts.set(note.code, count);
    if (count > maxNotesOfCode) return;
    const line = note.line ?? this.#line;
    const pointer = this.#settings.pointerPrefix + note.pointer;
    this.#notes.push({ ...note, pointer, ...(line === undefined ? {} : { line }) });
  }

  #cutNotes(): readonly LocatedNote[] {
    return [...this.#noteCounts].flatMap(([code, count]) => {
      const more = count - maxNotesOfCode;
      if (more <= 0) return [];
      const level = this.#notes.find((note) => note.code === code)?.level ?? "warning";
      return [
        {
          code,
          level,
          message: {
            en: `${more} more notes of this kind are left out.`,
            ja: `同じ種類の診断が他に ${more} 件あります。`,
          },
          pointer: this.#settings.pointerPrefix,
        },
      ];
    });
  }
}
