import type { AdvisoryStatus, AffectedPackage, AffectedRange } from "../../model/advisory.ts";
import type { Severity } from "../../model/severity.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { DamagedDataError } from "./damaged-data.ts";
import type { WordList } from "./word-list.ts";

// The places in these lists stand in files: new values are added at the end.
const statuses = [
  "fixed",
  "affected",
  "not-affected",
  "will-not-fix",
  "under-investigation",
  "end-of-life",
] as const satisfies readonly AdvisoryStatus[];
/** Ratings by their place. */
export const ratings = ["critical", "high", "medium", "low", "info", "unknown"] as const satisfies readonly (
  | Severity
  | "unknown"
)[];

const flag = {
  isBinary: 1,
  hasModule: 2,
  hasArchitectures: 4,
  hasChannel: 8,
  hasRating: 16,
  hasImports: 32,
  hasVersions: 64,
} as const;
const rangeFlag = { introducedZero: 1, introduced: 2, fixed: 4, lastAffected: 8 } as const;

/** Writes what is said of a package, without its ecosystem and name. */
export function writeAffected(writer: ByteWriter, affected: AffectedPackage, words: WordList): void {
  const { module, architectures, channel, rating, imports, versions } = affected;
  writer.number(statuses.indexOf(affected.status));
  let flags = affected.names === "binary" ? flag.isBinary : 0;
  if (module !== undefined) flags |= flag.hasModule;
  if (architectures !== undefined) flags |= flag.hasArchitectures;
  if (channel !== undefined) flags |= flag.hasChannel;
  if (rating !== undefined) flags |= flag.hasRating;
  if (imports !== undefined) flags |= flag.hasImports;
  if (versions.length > 0) flags |= flag.hasVersions;
  writer.number(flags);
  writer.number(affected.ranges.length);
  for (const range of affected.ranges) writeRange(writer, range);
  if (versions.length > 0) writer.texts(versions);
  if (module !== undefined) writer.number(words.placeOf(module));
  if (architectures !== undefined) {
    writer.number(architectures.length);
    for (const architecture of architectures) writer.number(words.placeOf(architecture));
  }
  if (channel !== undefined) writer.number(words.placeOf(channel));
  if (rating !== undefined) {
    writer.number(ratings.indexOf(rating.rating));
    writer.number(words.placeOf(rating.words));
  }
  if (imports !== undefined) {
    writer.number(imports.length);
    for (const { path, symbols } of imports) {
      writer.text(path);
      writer.texts(symbols);
    }
  }
}

/** Reads what `writeAffected` wrote. */
export function readAffected(
  reader: ByteReader,
  { ecosystem, name, words }: { readonly ecosystem: string; readonly name: string; readonly words: readonly string[] },
): AffectedPackage {
  const status = pick(statuses, reader.number());
  const flags = reader.number();
  const ranges = readList(reader, readRange);
  const names = (flags & flag.isBinary) !== 0 ? "binary" : "source";
  const versions = (flags & flag.hasVersions) !== 0 ? reader.texts() : [];
  if ((flags & ~(flag.isBinary | flag.hasVersions)) === 0) return { ecosystem, name, names, status, ranges, versions };
  return {
    ecosystem,
    name,
    names,
    status,
    ranges,
    versions,
    ...((flags & flag.hasModule) !== 0 && { module: pick(words, reader.number()) }),
    ...((flags & flag.hasArchitectures) !== 0 && {
      architectures: readList(reader, () => pick(words, reader.number())),
    }),
    ...((flags & flag.hasChannel) !== 0 && { channel: pick(words, reader.number()) }),
    ...((flags & flag.hasRating) !== 0 && {
      rating: { rating: pick(ratings, reader.number()), words: pick(words, reader.number()) },
    }),
    ...((flags & flag.hasImports) !== 0 && {
      imports: readList(reader, () => ({ path: reader.text(), symbols: reader.texts() })),
    }),
  };
}

/** Gives the value of a place. */
export function pick<Value>(values: readonly Value[], place: number): Value {
  const value = values[place];
  if (value === undefined) throw new DamagedDataError(`expected a place below ${values.length}, got ${place}`);
  return value;
}

/** Reads a count and so many values. */
export function readList<Value>(reader: ByteReader, readOne: (reader: ByteReader) => Value): Value[] {
  const values: Value[] = [];
  for (let left = reader.count(); left > 0; left--) values.push(readOne(reader));
  return values;
}

function writeRange(writer: ByteWriter, { introduced, fixed, lastAffected }: AffectedRange): void {
  let flags = 0;
  if (introduced === "0") flags |= rangeFlag.introducedZero;
  else if (introduced !== undefined) flags |= rangeFlag.introduced;
  if (fixed !== undefined) flags |= rangeFlag.fixed;
  if (lastAffected !== undefined) flags |= rangeFlag.lastAffected;
  writer.number(flags);
  if (introduced !== undefined && introduced !== "0") writer.text(introduced);
  if (fixed !== undefined) writer.text(fixed);
  if (lastAffected !== undefined) writer.text(lastAffected);
}

function readRange(reader: ByteReader): AffectedRange {
  const flags = reader.number();
  // Nearly all are one of these two.
  if (flags === (rangeFlag.introducedZero | rangeFlag.fixed)) return { introduced: "0", fixed: reader.text() };
  if (flags === (rangeFlag.introduced | rangeFlag.fixed)) return { introduced: reader.text(), fixed: reader.text() };
  return {
    ...((flags & rangeFlag.introducedZero) !== 0 && { introduced: "0" }),
    ...((flags & rangeFlag.introduced) !== 0 && { introduced: reader.text() }),
    ...((flags & rangeFlag.fixed) !== 0 && { fixed: reader.text() }),
    ...((flags & rangeFlag.lastAffected) !== 0 && { lastAffected: reader.text() }),
  };
}
