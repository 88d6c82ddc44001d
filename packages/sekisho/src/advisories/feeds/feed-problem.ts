import type { Diagnostic } from "../../model/diagnostic.ts";
import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import type { FeedItem } from "./define.ts";

/** Where in a document something stands. */
export interface FeedPlace {
  readonly path: string;
  readonly pointer?: string;
  readonly line?: number;
}

/** What was wrong with a record or a part of one. */
export interface FeedFault {
  /** Without its prefix `feed/`. */
  readonly code: string;
  /** `error`: the record is not in the result. `warning`: it is, but a part of it is doubtful. */
  readonly level: Diagnostic["level"];
  readonly message: Text;
}

/** Gives a diagnostic of a feed as an item of it. */
export function faultAt(place: FeedPlace, { code, level, message }: FeedFault): FeedItem {
  const { path, pointer, line } = place;
  const location = {
    path,
    ...(pointer === undefined ? {} : { pointer }),
    ...(line === undefined ? {} : { startLine: line }),
  };
  return { kind: "diagnostic", diagnostic: { code: `feed/${code}`, level, message, location } };
}

/** Says that a record is not what its form asks for, and is not in the result. */
export function wrongRecord(place: FeedPlace, expected: Text, got: unknown): FeedItem {
  const shown = showValue(got);
  return faultAt(place, {
    code: "wrong-record",
    level: "error",
    message: {
      en: `Expected ${expected.en}, got ${shown.en}. The record is left out.`,
      ja: `${expected.ja}を想定しましたが、${shown.ja}でした。このレコードは使用しません。`,
    },
  });
}

/** Says that a part of a record is odd; the record itself is in the result. */
export function oddPart(place: FeedPlace, code: string, message: Text): FeedItem {
  return faultAt(place, { code, level: "warning", message });
}

/** Shows a value from outside in a sentence. */
export function showValue(value: unknown): Text {
  if (value === undefined) return { en: "nothing", ja: "値なし" };
  if (value === null) return { en: "null", ja: "null" };
  if (Array.isArray(value)) return { en: "a list", ja: "配列" };
  if (typeof value === "object") return { en: "an object", ja: "オブジェクト" };
  const shown = quote(typeof value === "string" ? value : JSON.stringify(value));
  return { en: `"${shown}"`, ja: `「${shown}」` };
}
