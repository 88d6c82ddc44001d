import type { Heredoc, Word } from "../../formats/dockerfile/syntax.ts";
import { type MappedText, originOf } from "../../model/mapped-text.ts";

/** Puts a text together from pieces that stand somewhere in the file. */
class MappedTextBuilder {
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
    if (this.#starts.length === 0) return { text: "", starts: [0], origins: [0] };
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
export function jsonText(word: Word): MappedText {
  const builder = new MappedTextBuilder();
  addJsonUnits(builder, word, (unit) => unit);
  const built = builder.build();
  return built.text === "" ? { text: "", starts: [0], origins: [word.start + 1] } : built;
}

/**
 * Writes the words of a JSON form as a shell would need them: each in single quotes, so that nothing in them is expanded.
 * The quotes map to those of the JSON strings.
 */
export function quotedWords(words: readonly Word[]): MappedText {
  const builder = new MappedTextBuilder();
  for (const [index, word] of words.entries()) {
    if (index > 0) builder.add(" ", word.start - 1);
    builder.add("'", word.start);
    addJsonUnits(builder, word, (unit) => (unit === "'" ? "'\\''" : unit));
    builder.add("'", word.end - 1);
  }
  return builder.build();
}

/** Walks over the units between the quotes of a JSON string; runs without escape are added as one piece. */
function addJsonUnits(builder: MappedTextBuilder, word: Word, encode: (unit: string) => string): void {
  const mapped = word.text;
  const inside = mapped.text.slice(1, -1);
  for (const match of inside.matchAll(/\\u[0-9a-fA-F]{4}|\\.|[^\\']+|./gs)) {
    const [written] = match;
    const at = match.index + 1;
    if (written.startsWith("\\")) builder.add(encode(decodeEscape(written)), originOf(mapped, at));
    else if (written === "'") builder.add(encode(written), originOf(mapped, at));
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
