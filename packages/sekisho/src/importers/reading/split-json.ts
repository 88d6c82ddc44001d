import { JsonSequenceSplitter } from "../../formats/json-stream/json-sequence-splitter.ts";
import { type JsonHandling, JsonSplitter } from "../../formats/json-stream/json-splitter.ts";
import { quote } from "../../model/quote.ts";
import {
  holderExpectations,
  maxRecordBytes,
  maxRecordLevels,
  type PieceReader,
  type RecordSink,
  WantedPlaces,
} from "./record-reader.ts";
import type { RecordSpans } from "./record-spans.ts";

/** Keys are foreign: a document with millions of them is no reason to keep them. */
const maxKnownPatterns = 1000;

/**
 * Makes a reader that hands over the values at some patterns of a JSON document.
 *
 * @param marks Takes the places of values at other patterns: these are followed and not read.
 */
export function splitJson(patterns: readonly string[], sink: RecordSink, marks?: RecordSpans): PieceReader {
  const wanted = new WantedPlaces([...patterns, ...(marks?.patterns ?? [])]);
  const known = new Map<string, JsonHandling>();
  const told = new Set<string>();
  const tellShape = (pattern: string, pointer: string): void => {
    const expected = wanted.holderAt(pattern);
    if (expected === undefined || told.has(pattern)) return;
    told.add(pattern);
    sink.onProblem({ pointer, expected: holderExpectations[expected], isEnd: false });
  };
  return new JsonSplitter({
    handle: (pattern) => {
      let handling = known.get(pattern);
      if (handling === undefined) {
        handling = marks?.patterns.has(pattern) === true ? "mark" : wanted.handlingOf(pattern);
        const end = pattern.lastIndexOf("/");
        const holder = end === -1 ? "" : pattern.slice(0, end);
        const isElement = pattern.slice(end) === "/*";
        // Members where elements should be, or the other way round: nothing of it is handed over.
        if (pattern !== "" && wanted.holderAt(holder) === (isElement ? "object" : "list")) tellShape(holder, holder);
        if (known.size < maxKnownPatterns) known.set(pattern, handling);
      }
      return handling;
    },
    onValue: ({ pattern, pointer, indices }, value) => {
      if (wanted.handlingOf(pattern) === "take") {
        sink.onRecord({ value, pattern, pointer, indices });
      } else if (value !== null) tellShape(pattern, pointer);
    },
    onSpan: (place, span) => marks?.add(place, span),
    onProblem: ({ pointer, offset, expected, isEnd }) => sink.onProblem({ pointer, offset, expected, isEnd }),
    ...(sink.onDoubled === undefined ? {} : { onDoubled: sink.onDoubled }),
    maxValueBytes: maxRecordBytes,
    maxValueLevels: maxRecordLevels,
  });
}

/** Makes a reader that hands over JSON values one behind the other as the elements of a list: pattern `/*`. */
export function splitJsonLines(sink: RecordSink): PieceReader {
  let index = 0;
  return new JsonSequenceSplitter({
    onValue: (value, line) => {
      sink.onRecord({ value, pattern: "/*", pointer: `/${index}`, indices: [index], line });
      index++;
    },
    onBrokenLine: (line, text) =>
      sink.onProblem({
        pointer: "",
        line,
        expected: { en: `JSON instead of "${quote(text)}"`, ja: `「${quote(text)}」の位置に JSON` },
        isEnd: false,
      }),
    maxValueBytes: maxRecordBytes,
    maxValueLevels: maxRecordLevels,
  });
}

/** Hands over the values at some patterns of a value in memory, in the order of the document. */
export function walkValue(root: unknown, patterns: readonly string[], sink: RecordSink): void {
  walk(root, { pattern: "", pointer: "", indices: [] }, { wanted: new WantedPlaces(patterns), sink });
}

interface Place {
  readonly pattern: string;
  readonly pointer: string;
  readonly indices: readonly number[];
}

interface Walk {
  readonly wanted: WantedPlaces;
  readonly sink: RecordSink;
}

function walk(value: unknown, place: Place, walking: Walk): void {
  const { wanted, sink } = walking;
  const { pattern, pointer, indices } = place;
  if (wanted.handlingOf(pattern) === "take") {
    sink.onRecord({ value, ...place });
    return;
  }
  const expected = wanted.holderAt(pattern);
  if (expected === undefined || value === null || value === undefined) return;
  const isList = Array.isArray(value);
  if (typeof value !== "object" || (!isEmpty(value) && expected === (isList ? "object" : "list"))) {
    sink.onProblem({ pointer, expected: holderExpectations[expected], isEnd: false });
    return;
  }
  if (isList) {
    for (const [index, element] of value.entries()) {
      walk(element, { pattern: `${pattern}/*`, pointer: `${pointer}/${index}`, indices: [...indices, index] }, walking);
    }
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    const name = key.replaceAll("~", "~0").replaceAll("/", "~1");
    walk(member, { pattern: `${pattern}/${name}`, pointer: `${pointer}/${name}`, indices }, walking);
  }
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}
