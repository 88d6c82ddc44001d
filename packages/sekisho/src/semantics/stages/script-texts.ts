import type { Heredoc, Word } from "../../formats/dockerfile/syntax.ts";
import { type MappedText, mapWhole, originOf, originRange } from "../../model/mapped-text.ts";
import type { OffsetRange } from "../../model/source-text.ts";

/** A mapped text some of whose units stand for several units of the file, as `"` does for `\\"` in JSON. */
export interface ScriptText {
  readonly text: MappedText;
  /** Length in the file of those units, by their offset in the text. */
  readonly widths: ReadonlyMap<number, number>;
}

/** Gives the place in the file of a range of the text. */
export function originOfScript(script: ScriptText, range: OffsetRange): OffsetRange {
  const place = originRange(script.text, range);
  const width = range.end > range.start ? script.widths.get(range.end - 1) : undefined;
  return width === undefined ? place : { start: place.start, end: place.end - 1 + width };
}

/** Gives a text whose every unit stands for one of the file. */
export function plainScript(text: MappedText): ScriptText {
  return { text, widths: noWidths };
}

const noWidths: ReadonlyMap<number, number> = new Map();

/** Puts a text together from pieces that stand somewhere in the file. */
class MappedTextBuilder {
  readonly widths = new Map<number, number>();
  #text = "";
  readonly #starts: number[] = [];
  readonly #origins: number[] = [];

  /** Adds units whose first one stands at the offset; the others follow it. */
  add(text: string, origin: number): this {
    if (text === "") return this;
    this.#starts.push(this.#text.length);
    this.#origins.push(origin);
    this.#text += text;
    return this;
  }

  /** Adds units that all stand for the same stretch of the file. */
  addFor(text: string, origin: number, width: number): void {
    for (const unit of text) {
      if (width !== 1) this.widths.set(this.#text.length, width);
      this.add(unit, origin);
    }
  }

  addMapped(mapped: MappedText): this {
    const from = this.#text.length;
    for (const [piece, start] of mapped.starts.entries()) {
      if (start >= mapped.text.length) continue;
      this.#starts.push(from + start);
      this.#origins.push(mapped.origins[piece] ?? 0);
    }
    this.#text += mapped.text;
    return this;
  }

  build(): MappedText {
    if (this.#starts.length === 0) return mapWhole("", 0);
    return { text: this.#text, starts: this.#starts, origins: this.#origins };
  }
}

/**
 * Puts a command line and the bodies of its heredocs together as the shell gets them: the line, then each body with its
 * closing line.
 * Source: BuildKit, convert.go, dispatchRun.
 */
export function withHeredocs(line: MappedText, heredocs: readonly Heredoc[]): MappedText {
  const builder = new MappedTextBuilder().addMapped(line);
  for (const [index, { body, delimiter }] of heredocs.entries()) {
    if (index === 0) builder.add("\n", originOf(line, line.text.length));
    builder.addMapped(body);
    const end = originOf(body, body.text.length);
    if (body.text !== "" && !body.text.endsWith("\n")) builder.add("\n", end);
    builder.add(`${delimiter}\n`, end);
  }
  return builder.build();
}

/** Gives the value of a JSON string with the way back to the file; an escape maps to its backslash. */
export function jsonText(word: Word): ScriptText {
  const builder = new MappedTextBuilder();
  addJsonUnits(builder, word, (unit) => unit);
  const text = builder.build();
  return text.text === "" ? plainScript(mapWhole("", word.start + 1)) : { text, widths: builder.widths };
}

/**
 * Writes the words of a JSON form as a shell would need them: each in single quotes, so that nothing in them is expanded.
 * The quotes map to those of the JSON strings.
 */
export function quotedWords(words: readonly Word[]): ScriptText {
  const builder = new MappedTextBuilder();
  for (const [index, word] of words.entries()) {
    if (index > 0) builder.add(" ", word.start - 1);
    builder.add("'", word.start);
    addJsonUnits(builder, word, (unit) => (unit === "'" ? "'\\''" : unit));
    builder.add("'", word.end - 1);
  }
  return { text: builder.build(), widths: builder.widths };
}

/** Walks over the units between the quotes of a JSON string; runs without escape are added as one piece. */
function addJsonUnits(builder: MappedTextBuilder, word: Word, encode: (unit: string) => string): void {
  const mapped = word.text;
  const inside = mapped.text.slice(1, -1);
  for (const match of inside.matchAll(/\\u[0-9a-fA-F]{4}|\\.|[^\\']+|./gs)) {
    const [written] = match;
    const at = match.index + 1;
    const origin = originOf(mapped, at);
    if (written.startsWith("\\")) {
      builder.addFor(encode(decodeEscape(written)), origin, originOf(mapped, at + written.length - 1) + 1 - origin);
    } else if (written === "'") builder.addFor(encode(written), origin, 1);
    else addRun(builder, mapped, at, written);
  }
}

/** A run may go through line continuations: then it has several pieces. */
function addRun(builder: MappedTextBuilder, mapped: MappedText, start: number, text: string): void {
  let from = 0;
  const origin = originOf(mapped, start);
  if (originOf(mapped, start + text.length - 1) === origin + text.length - 1) {
    builder.add(text, origin);
    return;
  }
  for (let at = 1; at <= text.length; at++) {
    const isSeam = at < text.length && originOf(mapped, start + at) !== originOf(mapped, start + at - 1) + 1;
    if (!isSeam && at < text.length) continue;
    builder.add(text.slice(from, at), originOf(mapped, start + from));
    from = at;
  }
}

function decodeEscape(written: string): string {
  const value: unknown = JSON.parse(`"${written}"`);
  return typeof value === "string" ? value : written;
}
