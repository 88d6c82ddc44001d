import type { Advisory, AdvisorySeverity } from "../../model/advisory.ts";
import { pick, ratings, readList } from "./affected-codec.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import type { WordList } from "./word-list.ts";

/** An advisory without its texts and without the packages that it speaks of. */
export type Statement = Omit<Advisory, "id" | "source" | "summary" | "details" | "references" | "affected">;

/** What people read of an advisory. */
export type AdvisoryTexts = Pick<Advisory, "summary" | "details" | "references">;

// The places in these lists stand in files: new values are added at the end.
const kinds = ["vulnerability", "malware", "unmaintained", "unsound", "notice"] as const;
const systems = ["cvss-2", "cvss-3", "cvss-4", "score", "rating"] as const;
const flag = { published: 1, modified: 2, withdrawn: 4, reviewed: 8, unreviewed: 16 } as const;

/** Writes a statement. */
export function writeStatement(writer: ByteWriter, statement: Statement, words: WordList): void {
  const { published, modified, withdrawn, isReviewed } = statement;
  writer.number(kinds.indexOf(statement.kind));
  let flags = 0;
  if (published !== undefined) flags |= flag.published;
  if (modified !== undefined) flags |= flag.modified;
  if (withdrawn !== undefined) flags |= flag.withdrawn;
  if (isReviewed === true) flags |= flag.reviewed;
  if (isReviewed === false) flags |= flag.unreviewed;
  writer.number(flags);
  for (const date of [published, modified, withdrawn]) if (date !== undefined) writeDate(writer, date);
  writer.texts(statement.aliases);
  writer.texts(statement.upstream);
  writeWords(writer, statement.weaknesses, words);
  writeSeverities(writer, statement.severities, words);
}

/** Reads what `writeStatement` wrote. */
export function readStatement(reader: ByteReader, words: readonly string[]): Statement {
  const kind = pick(kinds, reader.number());
  const flags = reader.number();
  return {
    kind,
    ...((flags & flag.published) !== 0 && { published: readDate(reader) }),
    ...((flags & flag.modified) !== 0 && { modified: readDate(reader) }),
    ...((flags & flag.withdrawn) !== 0 && { withdrawn: readDate(reader) }),
    ...((flags & flag.reviewed) !== 0 && { isReviewed: true }),
    ...((flags & flag.unreviewed) !== 0 && { isReviewed: false }),
    aliases: reader.texts(),
    upstream: reader.texts(),
    weaknesses: readList(reader, () => pick(words, reader.number())),
    severities: readSeverities(reader, words),
  };
}

/** Writes ratings. */
export function writeSeverities(writer: ByteWriter, severities: readonly AdvisorySeverity[], words: WordList): void {
  writer.number(severities.length);
  for (const severity of severities) {
    writer.number(systems.indexOf(severity.system));
    writer.number(words.placeOf(severity.from));
    if (severity.system === "score") writer.text(String(severity.score));
    else if (severity.system === "rating") {
      writer.number(ratings.indexOf(severity.rating));
      writer.number(words.placeOf(severity.words));
    } else writer.text(severity.vector);
  }
}

/** Reads what `writeSeverities` wrote. */
export function readSeverities(reader: ByteReader, words: readonly string[]): AdvisorySeverity[] {
  return readList(reader, () => {
    const system = pick(systems, reader.number());
    const from = pick(words, reader.number());
    if (system === "score") return { system, score: Number(reader.text()), from };
    if (system !== "rating") return { system, vector: reader.text(), from };
    return { system, rating: pick(ratings, reader.number()), words: pick(words, reader.number()), from };
  });
}

/** Writes texts. */
export function writeTexts(writer: ByteWriter, texts: AdvisoryTexts): void {
  writer.text(texts.summary);
  writer.text(texts.details);
  writer.texts(texts.references);
}

/** Reads what `writeTexts` wrote, but for the details: they are the longest by far and seldom asked for. */
export function readTexts(reader: ByteReader): Omit<AdvisoryTexts, "details"> {
  const summary = reader.text();
  reader.skip(reader.number());
  return { summary, references: reader.texts() };
}

/** Reads the details that `writeTexts` wrote. */
export function readDetails(reader: ByteReader): string {
  reader.skip(reader.number());
  return reader.text();
}

function writeWords(writer: ByteWriter, texts: readonly string[], words: WordList): void {
  writer.number(texts.length);
  for (const text of texts) writer.number(words.placeOf(text));
}

/** A date to the second takes five bytes; any other text is kept as it is, behind a zero. */
function writeDate(writer: ByteWriter, date: string): void {
  const seconds = Date.parse(date) / 1000;
  if (seconds > 0 && Number.isInteger(seconds) && dateOf(seconds) === date) writer.number(seconds);
  else {
    writer.number(0);
    writer.text(date);
  }
}

function readDate(reader: ByteReader): string {
  const seconds = reader.number();
  return seconds === 0 ? reader.text() : dateOf(seconds);
}

const lastSecond = 253_402_300_799;

function dateOf(seconds: number): string {
  return new Date(Math.min(seconds, lastSecond) * 1000).toISOString().replace(".000Z", "Z");
}
