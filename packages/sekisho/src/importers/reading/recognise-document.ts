import type { DocumentVariant, Importer, Sign } from "../define.ts";
import type { DocumentSketch } from "./document-sketch.ts";

/** What a document is. */
export interface RecognisedDocument {
  readonly importer: Importer;
  readonly variant: DocumentVariant;
  /** The sketch that the signs hold in. */
  readonly sketch: DocumentSketch;
  /** The signs that told, for messages: `bomFormat: CycloneDX`. */
  readonly reason: string;
  /** The signs that are missing, of a document of which the user says who wrote it. */
  readonly lacks?: readonly string[];
}

/** A kind that a document is close to, and what it lacks. */
export interface CloseKind {
  readonly importer: Importer;
  readonly variant: DocumentVariant;
  /** The places where a sign is missing. */
  readonly lacks: readonly string[];
}

/** The answer for a document of an unknown kind: the known ones it is most like, the closest first. */
export interface UnrecognisedDocument {
  readonly closest: readonly CloseKind[];
}

/** What could be found out about a document. */
export type Recognition = RecognisedDocument | UnrecognisedDocument;

/** So many close kinds are named. */
const maxCloseKinds = 3;

/** Finds out what wrote a document: of all variants whose signs hold, the one with the most. */
export function recogniseDocument(sketches: readonly DocumentSketch[], importers: readonly Importer[]): Recognition {
  let best: RecognisedDocument | undefined;
  const close: CloseKind[] = [];
  for (const { importer, variant, sketch } of candidatesOf(sketches, importers)) {
    const lacks = variant.signs.filter((sign) => !holds(sign, sketch));
    if (lacks.length > 0) close.push({ importer, variant, lacks: lacks.map(describeSign) });
    else if (best === undefined || variant.signs.length > best.variant.signs.length) {
      best = { importer, variant, sketch, reason: reasonOf(variant, sketch) };
    }
  }
  return best ?? { closest: pickClosest(close, sketches) };
}

function candidatesOf(
  sketches: readonly DocumentSketch[],
  importers: readonly Importer[],
): readonly Omit<RecognisedDocument, "reason">[] {
  return importers.flatMap((importer) =>
    importer.variants.flatMap((variant) =>
      sketches.filter(({ form }) => form === variant.form).map((sketch) => ({ importer, variant, sketch })),
    ),
  );
}

/** Tells whether an answer says what the document is. */
export function isRecognised(answer: Recognition): answer is RecognisedDocument {
  return "reason" in answer;
}

/** Gives the variant of a tool that has most signs, for a document of which the user says who wrote it. */
export function pickVariant(
  sketches: readonly DocumentSketch[],
  importer: Importer | undefined,
): RecognisedDocument | undefined {
  let best: (RecognisedDocument & { readonly lacks: readonly string[] }) | undefined;
  for (const variant of importer?.variants ?? []) {
    for (const sketch of sketches.filter(({ form }) => form === variant.form)) {
      const lacks = variant.signs.filter((sign) => !holds(sign, sketch)).map(describeSign);
      if (importer !== undefined && (best === undefined || lacks.length < best.lacks.length)) {
        best = { importer, variant, sketch, reason: reasonOf(variant, sketch), lacks };
      }
    }
  }
  return best;
}

/** Of each tool the variant that is closest; none that shares nothing but what any document may have. */
function pickClosest(close: readonly CloseKind[], sketches: readonly DocumentSketch[]): readonly CloseKind[] {
  const nearness = new Map<CloseKind, number>();
  for (const kind of close) {
    const best = Math.max(
      ...sketches.map((sketch) => nearnessOf(kind.variant, sketch) || outlineOf(kind.variant, sketch)),
    );
    if (best > 0) nearness.set(kind, best);
  }
  const sorted = [...nearness].toSorted(([, left], [, right]) => right - left).map(([kind]) => kind);
  const tools = new Map<string, CloseKind>();
  for (const kind of sorted) if (!tools.has(kind.importer.id)) tools.set(kind.importer.id, kind);
  return [...tools.values()].slice(0, maxCloseKinds);
}

/**
 * How near a document is to a variant, 0 for not at all: a value that tells counts for more than a name, and of names alone
 * half have to be there. A pattern counts as a name: versions look alike. That a document is a list or an object says nothing.
 */
function nearnessOf({ form, signs }: DocumentVariant, sketch: DocumentSketch): number {
  if (form !== sketch.form) return 0;
  const telling = signs.filter(({ at, isAbsent }) => at !== "" && at !== "/*" && isAbsent !== true);
  const found = telling.filter((sign) => holds(sign, sketch));
  const hasValue = found.some(({ equals }) => equals !== undefined);
  const share = telling.length === 0 ? 0 : found.length / telling.length;
  return hasValue || (found.length > 1 && share >= 0.5) ? share : 0;
}

/** What is alike in its outermost names alone is farther than anything else. */
const leastNearness = 0.01;

/**
 * How many of a variant's outermost names a document has that has no others, one of them of a list or an object:
 * `{"matches":[]}` may be of who writes `matches`. A value that is another one than the kind has says that it is something else.
 */
function outlineOf({ form, signs, header, records }: DocumentVariant, sketch: DocumentSketch): number {
  if (form !== "json" || sketch.form !== form || sketch.isElement === true) return 0;
  if (signs.some((sign) => sketch.values.has(sign.at) && !holds(sign, sketch))) return 0;
  const places = signs.filter(({ isAbsent }) => isAbsent !== true).map(({ at }) => at);
  const known = new Set([...places, ...header, ...records.flat()].map(outermost));
  const names = new Set([...sketch.values.keys()].map(outermost).filter((name) => name !== ""));
  // Of what holds others, no kind is known before something in it is seen.
  const hasHolder = [...names].some((name) => sketch.values.get(`/${name}`)?.texts.length === 0);
  if (!hasHolder || names.has("*") || ![...names].every((name) => known.has(name))) return 0;
  return (leastNearness * names.size) / known.size;
}

function outermost(place: string): string {
  return place.split("/", 2)[1] ?? "";
}

function holds({ at, is, equals, matches, allMatch, below, isAbsent }: Sign, { values }: DocumentSketch): boolean {
  const value = values.get(at);
  if (isAbsent === true) return value === undefined;
  if (value === undefined) return false;
  if (is !== undefined && !value.kinds.has(is) && value.kinds.size > 0) return false;
  if (equals !== undefined && !value.texts.some((text) => [equals].flat().includes(text))) return false;
  if (below !== undefined && !hasPlaceBelow(values, at, below)) return false;
  if (allMatch !== undefined && !value.texts.every((text) => allMatch.test(text))) return false;
  return matches === undefined || value.texts.some((text) => matches.test(text));
}

function hasPlaceBelow(values: DocumentSketch["values"], at: string, below: RegExp): boolean {
  for (const place of values.keys()) {
    if (place.startsWith(`${at}/`) && below.test(place.slice(at.length))) return true;
  }
  return false;
}

function describeSign({ at, equals, matches: some, allMatch, below, isAbsent }: Sign): string {
  const place = at === "" ? "/" : at;
  if (isAbsent === true) return `!${place}`;
  const matches = allMatch ?? some;
  if (below !== undefined) return `${place} … ${below.source}`;
  if (equals !== undefined) return `${place} = ${[equals].flat().join(" | ")}`;
  return matches === undefined ? place : `${place} = /${matches.source}/`;
}

function reasonOf({ signs }: DocumentVariant, { values }: DocumentSketch): string {
  return signs
    .filter(({ isAbsent }) => isAbsent !== true)
    .map(({ at, equals, matches }) => {
      const texts = values.get(at)?.texts ?? [];
      const shown =
        equals === undefined
          ? texts.find((text) => matches?.test(text))
          : texts.find((text) => [equals].flat().includes(text));
      return shown === undefined ? at.slice(1) : `${at.slice(1)}: ${shown.slice(0, 80)}`;
    })
    .filter((sign) => sign !== "")
    .join(", ");
}
