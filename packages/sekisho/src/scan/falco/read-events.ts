import { isRecord, type JsonRecord, listOf } from "../../detectors/falco/readers/json-value.ts";
import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";

/** An event of a file, or a part of it that is none. */
export type EventReading =
  | { readonly kind: "event"; readonly event: JsonRecord }
  | { readonly kind: "problem"; readonly line: number; readonly message: Text };

/** A longer line is passed over: an event of an API server has 10 MB at most. */
const maxLineBytes = 10_485_760;
/** A document over several lines is held whole, up to this size. */
const maxDocumentBytes = 268_435_456;
/** Lists of events hold no lists of events deeper than this. */
const maxDepth = 4;

/**
 * Reads events from JSON lines, or from one JSON document: an event, a list, an `EventList` (`items`) or CloudTrail's
 * `Records`. A line that is no JSON is a problem, and the next one is read.
 */
export async function* readEvents(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<EventReading> {
  const lines = splitLines(input);
  let isFirst = true;
  for await (const line of lines) {
    const text = textOf(line);
    if (text === "") continue;
    if (isFirst && text !== undefined && /^[[{]/.test(text) && findJson(text) === undefined) {
      yield* readDocument(line, lines);
    } else yield* readLine(line);
    isFirst = false;
  }
}

/** Gives `undefined` for a line that is too long. */
function textOf({ bytes }: Line): string | undefined {
  return bytes
    ?.toString("utf8")
    .replace(/^\uFEFF/, "")
    .trim();
}

function* readLine(line: Line): Generator<EventReading> {
  const text = textOf(line);
  if (text === "") return;
  const value = text === undefined ? undefined : findJson(text);
  if (value !== undefined) yield* eventsOf(value.json, line.number, 0);
  else yield { kind: "problem", line: line.number, message: text === undefined ? tooLong : noJson(text) };
}

interface Line {
  readonly number: number;
  /** Left out for a line that is too long. */
  readonly bytes: Buffer | undefined;
}

async function* splitLines(input: AsyncIterable<Uint8Array | string>): AsyncGenerator<Line> {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  let number = 1;
  const take = (last: Buffer): Line => {
    const isLong = pendingBytes + last.length > maxLineBytes;
    const line = { number, bytes: isLong ? undefined : Buffer.concat([...pending, last]) };
    pending = [];
    pendingBytes = 0;
    number += 1;
    return line;
  };
  for await (const chunk of input) {
    const bytes =
      typeof chunk === "string" ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      yield take(bytes.subarray(start, end));
      start = end + 1;
    }
    pendingBytes += bytes.length - start;
    // The source may use its buffer again.
    if (pendingBytes <= maxLineBytes) pending.push(Buffer.from(bytes.subarray(start)));
    else pending = [];
  }
  if (pendingBytes > 0) yield take(Buffer.alloc(0));
}

function findJson(text: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(text) };
  } catch {
    // What is no JSON is told by the caller, with its line.
    return undefined;
  }
}

/**
 * Reads the rest of the input as one document. Where it is none, its first line was one that breaks off, and those behind it
 * stand alone. So they are read, too, where it is too large to be held.
 */
async function* readDocument(first: Line, lines: AsyncGenerator<Line>): AsyncGenerator<EventReading> {
  const held = [first];
  let total = 0;
  for (let next = await lines.next(); next.done !== true; next = await lines.next()) {
    held.push(next.value);
    total += next.value.bytes?.length ?? maxDocumentBytes;
    if (total > maxDocumentBytes) break;
  }
  const isWhole = total <= maxDocumentBytes;
  const text = isWhole ? held.map(({ bytes }) => bytes?.toString("utf8") ?? "").join("\n") : "";
  const value = findJson(text.replace(/^\uFEFF/, ""));
  if (value !== undefined) yield* eventsOf(value.json, first.number, 0);
  else if (held.some(standsAlone)) for (const line of held) yield* readLine(line);
  else yield { kind: "problem", line: first.number, message: isWhole ? noJson(text) : tooLong };
}

function standsAlone(line: Line): boolean {
  const text = textOf(line);
  return text?.startsWith("{") === true && findJson(text) !== undefined;
}

function* eventsOf(value: unknown, line: number, depth: number): Generator<EventReading> {
  const list = listOf(value) ?? (isRecord(value) ? (listOf(value["items"]) ?? listOf(value["Records"])) : undefined);
  if (list !== undefined && depth < maxDepth) {
    for (const one of list) yield* eventsOf(one, line, depth + 1);
  } else if (isRecord(value)) yield { kind: "event", event: value };
  else yield { kind: "problem", line, message: noEvent };
}

const tooLong: Text = {
  en: `expected at most ${maxLineBytes} bytes in a line, got more; the line is passed over`,
  ja: `1 行の上限 ${maxLineBytes} バイトを超えているため、この行を飛ばします`,
};

const noEvent: Text = { en: "expected an event, a JSON object", ja: "イベント（JSON オブジェクト）を想定しました" };

function noJson(text: string): Text {
  return {
    en: `expected JSON, got ${quote(text)}`,
    ja: `JSON を想定しましたが、${quote(text)} があります`,
  };
}
