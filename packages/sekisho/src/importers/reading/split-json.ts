import { JsonSequenceSplitter } from "../../formats/json-stream/json-sequence-splitter.ts";
import { type JsonHandling, JsonSplitter } from "../../formats/json-stream/json-splitter.ts";
import { quote } from "../../model/quote.ts";
import { handlingOf, indicesOf, maxRecordBytes, type PieceReader, type RecordSink } from "./record-reader.ts";

/** Makes a reader that hands over the values at some patterns of a JSON document. */
export function splitJson(patterns: readonly string[], sink: RecordSink): PieceReader {
  const known = new Map<string, JsonHandling>();
  return new JsonSplitter({
    handle: (pattern) => {
      let handling = known.get(pattern);
      if (handling === undefined) {
        handling = handlingOf(patterns, pattern);
        // Keys are foreign: a document with millions of them is no reason to keep them.
        if (known.size < 1000) known.set(pattern, handling);
      }
      return handling;
    },
    onValue: ({ pattern, pointer }, value) => {
      // A text or number where something with members was expected: there is no record in it.
      if (!patterns.includes(pattern)) return;
      sink.onRecord({ value, pattern, pointer, indices: indicesOf(pattern, pointer) });
    },
    onProblem: ({ pointer, offset, expected, isEnd }) => sink.onProblem({ pointer, offset, expected, isEnd }),
    maxValueBytes: maxRecordBytes,
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
  });
}

/** Hands over the values at some patterns of a value in memory, in order. */
export function walkValue(root: unknown, patterns: readonly string[], sink: Pick<RecordSink, "onRecord">): void {
  for (const pattern of patterns)
    walk(root, { parts: pattern.split("/").slice(1), pattern, pointer: "", indices: [] }, sink);
}

interface Walk {
  readonly parts: readonly string[];
  readonly pattern: string;
  readonly pointer: string;
  readonly indices: readonly number[];
}

function walk(value: unknown, at: Walk, sink: Pick<RecordSink, "onRecord">): void {
  const [part, ...parts] = at.parts;
  const { pattern, pointer, indices } = at;
  if (part === undefined) sink.onRecord({ value, pattern, pointer, indices });
  else if (part === "*") {
    if (!Array.isArray(value)) return;
    for (const [index, element] of value.entries()) {
      walk(element, { parts, pattern, pointer: `${pointer}/${index}`, indices: [...indices, index] }, sink);
    }
  } else if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    const member: unknown = Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
    if (member !== undefined) walk(member, { parts, pattern, pointer: `${pointer}/${part}`, indices }, sink);
  }
}
