import type { DocumentVariant, ImportedRecord, Importer } from "../define.ts";
import {
  type ConvertedPart,
  DocumentPart,
  type FindingSink,
  type LocatedNote,
  type PackageSink,
} from "./document-part.ts";
import { type DocumentSketch, FurtherSketch, sketchDocument, sketchedBytes, sketchValue } from "./document-sketch.ts";
import { type DocumentSource, readStart, readUtf8 } from "./document-source.ts";
import { buildJsonHeader, buildXmlHeader } from "./header-builder.ts";
import { findBareObjects, findItems, type ObjectPlaces } from "./object-places.ts";
import { ProblemList } from "./problem-list.ts";
import { readSpans } from "./read-spans.ts";
import { readYamlValues, type YamlValue } from "./read-yaml.ts";
import {
  type CloseKind,
  isRecognised,
  pickVariant,
  type RecognisedDocument,
  type Recognition,
  recogniseDocument,
} from "./recognise-document.ts";
import type { PieceReader, RecordProblem, RecordSink } from "./record-reader.ts";
import { areApart, RecordSpans } from "./record-spans.ts";
import { splitCsv } from "./split-csv.ts";
import { splitJson, splitJsonLines, walkValue } from "./split-json.ts";
import { splitLines } from "./split-lines.ts";
import { splitXml } from "./split-xml.ts";
import { UnknownObjects } from "./unknown-objects.ts";

/** What a conversion obeys. */
export interface ConvertOptions {
  readonly importers: readonly Importer[];
  /** Id of the tool that wrote the document, where the user says it: its closest variant is taken. */
  readonly from?: string;
  /** What a user says of documents: these go before all others. */
  readonly mappings?: readonly Importer[];
  /** The name of the target where the document has none; the document's own name when left out. */
  readonly targetName?: string;
  /** Told of every finding as it comes out; the parts have none then. */
  readonly onFinding?: FindingSink | undefined;
  /** Told of every package that is listed as it comes out; the parts have none then. */
  readonly onPackage?: PackageSink | undefined;
}

/** What a document says, as its tool means it. */
export interface ConvertedDocument {
  /** One for the document, or one for each document inside it. */
  readonly parts: readonly ConvertedPart[];
  /** Trouble that belongs to no part: what could not be read, documents of an unknown kind inside a list. */
  readonly notes: readonly LocatedNote[];
}

/** The answer for a document that no importer knows. */
export interface UnknownDocument {
  readonly closest: readonly CloseKind[];
  /** What could not be read, when that is why. */
  readonly notes: readonly LocatedNote[];
}

/** A document of YAML is read as a whole, and may be so large. */
const maxYamlBytes = 64 * 1_048_576;

/** Converts a document of another tool: finds out what it is, and reads it piece by piece. */
export async function convertDocument(
  source: DocumentSource,
  options: ConvertOptions,
): Promise<ConvertedDocument | UnknownDocument> {
  const { bytes, isWhole } = await readStart(source, sketchedBytes);
  const sketches = sketchDocument(bytes);
  const [list] = sketches.flatMap((sketch) => findItems(sketch) ?? []);
  if (list !== undefined) return await convertObjects(source, list.patterns, options);
  let answer = recognise(sketches, options);
  const [objects] = isRecognised(answer) ? [] : sketches.flatMap((sketch) => findBareObjects(sketch) ?? []);
  if (objects !== undefined) return await convertBareObjects(source, objects, { ...options, sketches, isWhole });
  const first = isRecognised(answer) ? await convertStream(source, answer, options) : undefined;
  if (!isWhole && sketches.some(({ form }) => form === "json") && (first === undefined || saysNothing(first))) {
    // Keys may be sorted, texts gigantic: what tells stands behind the first records.
    const further = new FurtherSketch();
    for await (const piece of readUtf8(source)) further.write(piece);
    answer = recognise(further.addTo(sketches), options);
  }
  if (first !== undefined && (!isRecognised(answer) || answer.variant === first.variant)) {
    return { parts: [first], notes: [] };
  }
  if (isRecognised(answer)) return { parts: [await convertStream(source, answer, options)], notes: [] };
  const isOther = sketches.length === 0 || sketches.some(({ form }) => form === "json" || form === "xml");
  if (isOther) return { closest: answer.closest, notes: [] };
  const yaml = await convertYaml(source, options, isWhole ? bytes : undefined);
  return "parts" in yaml || yaml.closest.length > 0 ? yaml : { ...yaml, closest: answer.closest };
}

/** A document of another variant of the tool looks so: its entries stand elsewhere. */
function saysNothing({ counts }: ConvertedPart): boolean {
  return counts.findings + counts.passed + counts.leftOut + counts.unread + counts.packages === 0;
}

function recognise(sketches: readonly DocumentSketch[], options: ConvertOptions): Recognition {
  const { importers, from, mappings = [] } = options;
  const mapped = from === undefined ? recogniseDocument(sketches, mappings) : undefined;
  if (mapped !== undefined && isRecognised(mapped)) return mapped;
  const answer = recogniseDocument(
    sketches,
    importers.filter(({ id }) => from === undefined || from === id),
  );
  if (isRecognised(answer) || from === undefined) return answer;
  return (
    pickVariant(
      sketches,
      importers.find(({ id }) => id === from),
    ) ?? answer
  );
}

async function convertStream(
  source: DocumentSource,
  recognised: RecognisedDocument,
  options: ConvertOptions,
): Promise<ConvertedPart> {
  const { importer, variant, reason, sketch } = recognised;
  const isSequence = sketch.isElement === true;
  const problems = new ProblemList();
  const marked = isSequence ? undefined : await markRecords(source, variant, problems);
  const header = marked === undefined && !isSequence ? await readHeader(source, variant, problems) : marked?.header;
  const part = new DocumentPart(header, {
    importer,
    variant,
    reason,
    documentName: source.name,
    targetName: options.targetName ?? source.name,
    pointerPrefix: "",
    onFinding: options.onFinding,
    onPackage: options.onPackage,
  });
  const sink: RecordSink = {
    onRecord: (record) => part.add(record),
    onProblem: (problem) => problems.add(problem),
    onDoubled: problems.addDoubled,
  };
  if (isSequence) await readInto(source, splitJsonLines(sink));
  else if (marked !== undefined) await readMarked(source, variant, { spans: marked.spans, sink });
  else for (const patterns of variant.records) await readInto(source, splitterOf(variant, patterns, sink));
  for (const problem of problems.list) part.addProblem(toNote(problem));
  for (const pointer of problems.doubled) part.addNote({ ...doubledMember, pointer });
  const converted = part.finish();
  const { lacks = [] } = recognised;
  return lacks.length === 0 ? converted : { ...converted, notes: [...converted.notes, unlikeNote(converted, lacks)] };
}

/** What the user says a document is holds, though it does not look like it: with nothing in it, it was not read. */
function unlikeNote(converted: ConvertedPart, lacks: readonly string[]): LocatedNote {
  const { name } = converted.variant;
  const places = lacks.join(", ");
  return {
    code: "unlike",
    level: saysNothing(converted) ? "error" : "warning",
    message: {
      en: `Read as ${name}, which should have ${places}.`,
      ja: `${name} として読み取りましたが、この形式にあるはずの ${places} がありません。`,
    },
    pointer: "",
  };
}

interface MarkedDocument {
  readonly header: unknown;
  readonly spans: RecordSpans;
}

/**
 * Reads the header, and finds on the way where the records stand: the structure of a document is followed once. `undefined`
 * where there is no header, and where anything is wrong: then each reading says what it cannot read, and keeps the rest.
 */
async function markRecords(
  source: DocumentSource,
  { form, header, records }: DocumentVariant,
  problems: ProblemList,
): Promise<MarkedDocument | undefined> {
  const patterns = records.flat();
  if (form !== "json" || header.length === 0 || !areApart([...header, ...patterns])) return undefined;
  const spans = new RecordSpans(patterns);
  const parts: ImportedRecord[] = [];
  let isSound = true;
  const sink: RecordSink = {
    onRecord: (record) => parts.push(record),
    onProblem: () => {
      isSound = false;
    },
    onDoubled: problems.addDoubled,
  };
  const reader = splitJson(header, sink, spans);
  for await (const piece of readUtf8(source)) {
    reader.write(piece);
    if (!isSound || !spans.isUsable) return undefined;
  }
  reader.end();
  return isSound && spans.isUsable ? { header: buildJsonHeader(parts), spans } : undefined;
}

/** Hands over the records group by group: in one reading where they stand in that order. */
async function readMarked(
  source: DocumentSource,
  { records }: DocumentVariant,
  { spans, sink }: { readonly spans: RecordSpans; readonly sink: RecordSink },
): Promise<void> {
  for (const patterns of spans.joinGroups(records)) await readInto(source, readSpans(spans.at(patterns), sink));
}

async function readHeader(source: DocumentSource, variant: DocumentVariant, problems: ProblemList): Promise<unknown> {
  if (variant.header.length === 0 || variant.form === "csv" || variant.form === "lines") {
    return variant.form === "xml" ? new Map() : {};
  }
  const parts: ImportedRecord[] = [];
  const sink: RecordSink = {
    onRecord: (record) => parts.push(record),
    onProblem: (problem) => problems.add(problem),
    onDoubled: problems.addDoubled,
  };
  await readInto(source, splitterOf(variant, variant.header, sink));
  return variant.form === "xml" ? buildXmlHeader(parts) : buildJsonHeader(parts);
}

function splitterOf({ form }: DocumentVariant, patterns: readonly string[], sink: RecordSink): PieceReader {
  switch (form) {
    case "json":
      return splitJson(patterns, sink);
    case "xml":
      return splitXml(patterns, sink);
    case "csv":
      return splitCsv(sink);
    case "lines":
      return splitLines(sink);
  }
}

async function readInto(source: DocumentSource, reader: PieceReader): Promise<void> {
  for await (const piece of readUtf8(source)) reader.write(piece);
  reader.end();
}

interface BareOptions extends ConvertOptions {
  readonly sketches: readonly DocumentSketch[];
  readonly isWhole: boolean;
}

async function convertBareObjects(
  source: DocumentSource,
  { patterns, areByName }: ObjectPlaces,
  { sketches, isWhole, ...options }: BareOptions,
): Promise<ConvertedDocument | UnknownDocument> {
  if (!areByName || isWhole) return await convertObjects(source, patterns, options);
  const further = new FurtherSketch();
  for await (const piece of readUtf8(source)) further.write(piece);
  const [all] = further.addTo(sketches).flatMap((sketch) => findBareObjects(sketch) ?? []);
  return await convertObjects(source, all?.patterns ?? patterns, options);
}

async function convertObjects(
  source: DocumentSource,
  patterns: readonly string[],
  options: ConvertOptions,
): Promise<ConvertedDocument | UnknownDocument> {
  const parts: ConvertedPart[] = [];
  const notes = new UnknownObjects();
  const sink: RecordSink = {
    onRecord: ({ value, pointer }) => {
      const part = convertValue(value, pointer, { ...options, documentName: source.name });
      if ("importer" in part) parts.push(part);
      else notes.add(value, pointer, part.closest);
    },
    onProblem: (problem) => notes.addProblem(toNote(problem)),
  };
  await readInto(source, splitJson(patterns, sink));
  return parts.length > 0 ? { parts, notes: notes.list } : { closest: notes.closest, notes: notes.problems };
}

interface ValueOptions extends ConvertOptions {
  readonly documentName: string;
}

function convertValue(value: unknown, pointerPrefix: string, options: ValueOptions): ConvertedPart | UnknownDocument {
  const answer = recognise([sketchValue(value)], options);
  if (!isRecognised(answer)) return { closest: answer.closest, notes: [] };
  const { importer, variant, reason } = answer;
  const problems = new ProblemList();
  const onProblem = (problem: RecordProblem): void => problems.add(problem);
  const parts: ImportedRecord[] = [];
  walkValue(value, variant.header, { onRecord: (record) => parts.push(record), onProblem });
  const part = new DocumentPart(buildJsonHeader(parts), {
    importer,
    variant,
    reason,
    documentName: options.documentName,
    targetName: options.targetName ?? options.documentName,
    pointerPrefix,
    onFinding: options.onFinding,
    onPackage: options.onPackage,
  });
  const onRecord = (record: ImportedRecord): void => part.add(record);
  for (const patterns of variant.records) walkValue(value, patterns, { onRecord, onProblem });
  for (const problem of problems.list) part.addProblem(toNote(problem));
  return part.finish();
}

async function convertYaml(
  source: DocumentSource,
  options: ConvertOptions,
  known: Uint8Array | undefined,
): Promise<ConvertedDocument | UnknownDocument> {
  const { bytes, isWhole } =
    known === undefined ? await readStart(source, maxYamlBytes) : { bytes: known, isWhole: true };
  if (!isWhole) return { closest: [], notes: [tooLargeYaml] };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  const { values, problems } = readYamlValues(text, source.name);
  const parts: ConvertedPart[] = [];
  const notes = new UnknownObjects();
  for (const problem of problems) notes.addProblem(toNote(problem));
  for (const { value, line, pointer } of values.flatMap(itemsOf)) {
    const part = convertValue(value, pointer, { ...options, documentName: source.name });
    if ("importer" in part) parts.push(part);
    else notes.add(value, pointer, part.closest, line);
  }
  return parts.length > 0 ? { parts, notes: notes.list } : { closest: notes.closest, notes: notes.problems };
}

/** Of a list of Kubernetes its items, else the document itself. */
function itemsOf({ value, line }: YamlValue): readonly (YamlValue & { readonly pointer: string })[] {
  const sketch = sketchValue(value);
  const list = findItems(sketch) ?? findBareObjects(sketch);
  if (list === undefined) return [{ value, line, pointer: "" }];
  const items: (YamlValue & { readonly pointer: string })[] = [];
  walkValue(value, list.patterns, {
    onRecord: ({ value: item, pointer }) => items.push({ value: item, line, pointer }),
    // A sketch says that there is a list with objects in it.
    onProblem: () => undefined,
  });
  return items;
}

function toNote({ pointer, line, offset, expected, isEnd }: RecordProblem): LocatedNote {
  const at = offset === undefined ? { en: "", ja: "" } : { en: ` at byte ${offset}`, ja: `${offset} バイト目に` };
  return {
    code: isEnd ? "broken" : "unreadable",
    level: "error",
    message: {
      en: `Expected ${expected.en}${at.en}. ${isEnd ? "Nothing behind it was read." : "This part was left out."}`,
      ja: `${at.ja}${expected.ja}を想定しました。${isEnd ? "以降は読み取っていません。" : "この部分は取り込んでいません。"}`,
    },
    pointer,
    ...(line === undefined ? {} : { line }),
  };
}

const doubledMember = {
  code: "doubled",
  level: "warning",
  message: {
    en: "Expected this member once in its object, got it again: the last one counts, and entries of all of them are read.",
    ja: "1 つのオブジェクトに同じ名前のメンバーが複数あります。値は最後のものを採用し、配列の項目はすべて読み取ります。",
  },
} as const;

const tooLargeYaml: LocatedNote = {
  code: "too-large",
  level: "error",
  message: {
    en: "Expected at most 64 MiB of YAML; JSON may be larger.",
    ja: "YAML は 64 MiB まで読み取れます。JSON であれば、それより大きな文書も読み取れます。",
  },
  pointer: "",
};
