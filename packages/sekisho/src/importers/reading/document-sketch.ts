import { JsonSplitter } from "../../formats/json-stream/json-splitter.ts";
import { XmlSplitter } from "../../formats/xml-stream/xml-splitter.ts";
import type { DocumentForm } from "../define.ts";

type ValueKind = "object" | "list" | "text" | "number" | "boolean" | "null";

/** What stands at one place of a document; at a place in a list, what stands there in its first elements. */
export interface SketchedValue {
  /** None where the bytes end before the value shows what it is. */
  readonly kinds: ReadonlySet<ValueKind>;
  /** Of a text, number or truth value; the first ones where a place is in a list. */
  readonly texts: readonly string[];
}

/** What the first bytes of a document show. */
export interface DocumentSketch {
  readonly form: DocumentForm;
  /** The document is looked at as an element of a list: of JSON Lines, or the only one. */
  readonly isElement?: true;
  /** By pattern: `/runs/*`. */
  readonly values: ReadonlyMap<string, SketchedValue>;
}

/** So many bytes are enough to tell what a document is. */
export const sketchedBytes = 65_536;
/** Of a list in the document so many values are looked at for each place. */
const maxTexts = 16;
/** A document with more places than this is no report, or a hostile one. */
const maxPlaces = 20_000;
const maxAdds = 200_000;

/** Collects what stands where. */
class SketchBuilder {
  readonly values = new Map<string, { readonly kinds: Set<ValueKind>; readonly texts: string[] }>();
  #adds = 0;

  /** Whether enough was seen: what stands in many places is looked at in some of them. */
  get isFull(): boolean {
    return this.#adds >= maxAdds;
  }

  add(pattern: string, kind: ValueKind | "unknown", text?: string): void {
    this.#adds++;
    let value = this.values.get(pattern);
    if (value === undefined) {
      if (this.values.size >= maxPlaces) return;
      value = { kinds: new Set(), texts: [] };
      this.values.set(pattern, value);
    }
    if (kind !== "unknown") value.kinds.add(kind);
    if (text !== undefined && value.texts.length < maxTexts && !value.texts.includes(text)) value.texts.push(text);
  }
}

/**
 * Sketches the documents that a text may be: of JSON also as a list of which it is the only element, or one of many
 * lines; of other text as lines and as CSV.
 *
 * @param start The first bytes, in UTF-8 without a byte order mark; {@link sketchedBytes} are enough.
 */
export function sketchDocument(start: Uint8Array): readonly DocumentSketch[] {
  const text = Buffer.from(start.buffer, start.byteOffset, start.byteLength).toString("utf8").trimStart();
  if (text === "" || text.includes("\0")) return [];
  if (text.startsWith("{")) return [sketchJson(start, ""), sketchJson(start, "/*")];
  if (text.startsWith("[")) return [sketchJson(start, ""), sketchLines(text)];
  if (text.startsWith("<")) return [sketchXml(text), sketchLines(text)];
  return [sketchCsv(text), sketchLines(text)];
}

/** Sketches a value that is in memory, such as a document of YAML. */
export function sketchValue(value: unknown): DocumentSketch {
  const builder = new SketchBuilder();
  addValue(builder, "", value, 0);
  return { form: "json", values: builder.values };
}

const maxDepth = 16;
const maxElements = 32;

function addValue(builder: SketchBuilder, pattern: string, value: unknown, depth: number): void {
  if (builder.isFull) return;
  if (Array.isArray(value)) {
    builder.add(pattern, "list");
    if (depth >= maxDepth) return;
    for (const element of value.slice(0, maxElements)) addValue(builder, `${pattern}/*`, element, depth + 1);
    return;
  }
  if (typeof value === "object" && value !== null) {
    builder.add(pattern, "object");
    if (depth >= maxDepth) return;
    for (const [key, member] of Object.entries(value)) {
      addValue(builder, `${pattern}/${escapeKey(key)}`, member, depth + 1);
    }
    return;
  }
  addScalar(builder, pattern, value);
}

function escapeKey(key: string): string {
  return key.includes("~") || key.includes("/") ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key;
}

function addScalar(builder: SketchBuilder, pattern: string, value: unknown): void {
  if (typeof value === "string") builder.add(pattern, "text", value);
  else if (typeof value === "number") builder.add(pattern, "number", String(value));
  else if (typeof value === "boolean") builder.add(pattern, "boolean", String(value));
  else builder.add(pattern, "null");
}

/** Levels of objects that are looked into behind the first bytes. */
const maxFurtherLevels = 3;

/** Sketches what stands behind the first bytes of a document of JSON, apart from what is in lists. */
export class FurtherSketch {
  readonly #builder = new SketchBuilder();
  readonly #splitter = new JsonSplitter({
    handle: (pattern) => {
      if (pattern.endsWith("/*")) {
        this.#builder.add(pattern.slice(0, -2), "list");
        return "skip";
      }
      addHolder(this.#builder, "", pattern);
      return pattern.split("/").length > maxFurtherLevels ? "skip" : "open";
    },
    onValue: ({ pattern }, value) => addScalar(this.#builder, pattern, value),
    // What is wrong in the document is told by whoever reads all of it.
    onProblem: () => undefined,
    maxValueBytes: sketchedBytes,
  });

  /** Reads the next bytes of the document, from its start on. */
  write(piece: Uint8Array): void {
    this.#splitter.write(piece);
  }

  /** Gives sketches with what was seen added to them. */
  addTo(sketches: readonly DocumentSketch[]): readonly DocumentSketch[] {
    return sketches.map((sketch) => {
      if (sketch.form !== "json") return sketch;
      const holder = sketch.isElement === true ? "/*" : "";
      const values = new Map(sketch.values);
      for (const [pattern, value] of this.#builder.values) {
        if (!values.has(holder + pattern)) values.set(holder + pattern, value);
      }
      return { ...sketch, values };
    });
  }
}

/** @param holder `/*` to look at the document as an element of a list. */
function sketchJson(start: Uint8Array, holder: "" | "/*"): DocumentSketch {
  const builder = new SketchBuilder();
  if (holder !== "") builder.add("", "list");
  const splitter = new JsonSplitter({
    handle: (pattern) => {
      const isElement = pattern.endsWith("/*");
      if (isElement) builder.add(holder + pattern.slice(0, -2), "list");
      else addHolder(builder, holder, pattern);
      return "open";
    },
    onValue: ({ pattern }, value) => addValue(builder, holder + pattern, value, 0),
    // The bytes end somewhere: what is wrong in the document is told by whoever reads all of it.
    onProblem: () => undefined,
    maxValueBytes: start.length,
  });
  splitter.write(start);
  if (holder !== "") addFurtherLines(builder, start);
  return { form: "json", values: builder.values, ...(holder === "" ? {} : { isElement: true }) };
}

/** The first line of JSON Lines may be about the run itself: some more are looked at. */
function addFurtherLines(builder: SketchBuilder, start: Uint8Array): void {
  const text = Buffer.from(start.buffer, start.byteOffset, start.byteLength).toString("utf8");
  for (const line of text.split("\n", maxTexts).slice(1)) {
    if (!line.startsWith("{")) continue;
    try {
      addValue(builder, "/*", JSON.parse(line), 1);
    } catch {
      // It is no line of its own, or the bytes end in it.
    }
  }
}

/** What is asked for is there; what it is shows when it is read, or when something in it is asked for. */
function addHolder(builder: SketchBuilder, holder: string, pattern: string): void {
  const parent = pattern.slice(0, Math.max(0, pattern.lastIndexOf("/")));
  if (pattern !== "") builder.add(holder + parent, "object");
  builder.add(holder + pattern, "unknown");
}

function sketchXml(text: string): DocumentSketch {
  const builder = new SketchBuilder();
  const splitter = new XmlSplitter({
    handle: () => "open",
    onElement: (path, { attributes }) => {
      builder.add(`/${path}`, "object");
      for (const [name, value] of attributes) builder.add(`/${path}/@${name}`, "text", value);
    },
    onProblem: () => undefined,
    maxElementUnits: text.length,
  });
  splitter.write(text);
  return { form: "xml", values: builder.values };
}

function sketchLines(text: string): DocumentSketch {
  const builder = new SketchBuilder();
  builder.add("", "list");
  for (const line of text.split(/\r?\n/).slice(0, maxTexts)) {
    if (line.trim() !== "") builder.add("/*", "text", line);
  }
  return { form: "lines", values: builder.values };
}

/** Only the names of columns are told; a name in quotes may hold the separator. */
function sketchCsv(text: string): DocumentSketch {
  const builder = new SketchBuilder();
  builder.add("", "list");
  const end = text.search(/[\r\n]/);
  for (const name of columnNames(end === -1 ? text : text.slice(0, end))) builder.add(`/*/${escapeKey(name)}`, "text");
  return { form: "csv", values: builder.values };
}

function columnNames(line: string): readonly string[] {
  const separator = findSeparator(line);
  if (separator === undefined) return [];
  const names: string[] = [];
  let name = "";
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) {
      names.push(name.trim());
      name = "";
    } else name += character;
  }
  return [...names, name.trim()];
}

/** What parts the columns: a comma, a semicolon or a tab, whichever comes first. */
export function findSeparator(line: string): "," | ";" | "\t" | undefined {
  const found = /[,;\t]/.exec(line)?.[0];
  return found === "," || found === ";" || found === "\t" ? found : undefined;
}
