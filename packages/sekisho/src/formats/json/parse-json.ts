import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Location } from "../../model/location.ts";
import { quote } from "../../model/quote.ts";
import type { Text } from "../../model/text.ts";
import { findJsonError } from "./find-json-error.ts";
import { isJsonObject, type JsonObject } from "./json-value.ts";

/** A JSON document whose root should be an object. */
export interface JsonDocument {
  /** Left out when the text is no JSON or its root is something else. */
  readonly root?: JsonObject;
  readonly diagnostics: readonly Diagnostic[];
}

/** A JSON document of any kind. */
export interface JsonText {
  /** Left out when the text is no JSON. */
  readonly value?: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a JSON document whose root is an object.
 *
 * A byte order mark is skipped, bytes that are no UTF-8 become U+FFFD, of members that come twice the last one counts.
 */
export function parseJsonObject(bytes: Buffer, path: string): JsonDocument {
  const { value, diagnostics } = parseJson(bytes, path);
  if (diagnostics.length > 0) return { diagnostics };
  if (isJsonObject(value)) return { root: value, diagnostics };
  return { diagnostics: [describe({ path }, wrongRoot(value))] };
}

/** Reads a JSON document as `parseJsonObject` does, whatever its root is. */
export function parseJson(bytes: Buffer, path: string): JsonText {
  const text = decodeJson(bytes);
  try {
    const value: unknown = JSON.parse(text);
    return { value, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { diagnostics: [describeSyntax(text, path)] };
  }
}

/** Gives the text of JSON bytes: UTF-8, or UTF-16 where a byte order mark says so. */
function decodeJson(bytes: Buffer): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.toString("utf8", 3);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
  return bytes.toString("utf8");
}

function describeSyntax(text: string, path: string): Diagnostic {
  const offset = findJsonError(text);
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const startLine = countLines(text, lineStart);
  const location = { path, startLine, startColumn: offset - lineStart + 1 };
  if (text.trim() === "") {
    return describe(location, {
      en: "Expected JSON, got an empty file.",
      ja: "JSON を想定しましたが、ファイルは空でした。",
    });
  }
  if (offset >= text.length) {
    return describe(location, {
      en: "Expected JSON, got a text that breaks off.",
      ja: "JSON を想定しましたが、テキストが途中で終わっています。",
    });
  }
  const got = quote(text.slice(offset, offset + 20));
  return describe(location, {
    en: `Expected JSON, got "${got}".`,
    ja: `JSON を想定しましたが、「${got}」がありました。`,
  });
}

function countLines(text: string, end: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < end; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

function wrongRoot(value: unknown): Text {
  if (Array.isArray(value)) {
    return { en: "Expected a JSON object, got a list.", ja: "JSON オブジェクトを想定しましたが、配列でした。" };
  }
  const got = value === null ? "null" : typeof value;
  return { en: `Expected a JSON object, got ${got}.`, ja: `JSON オブジェクトを想定しましたが、${got} でした。` };
}

function describe(location: Location, message: Text): Diagnostic {
  return { code: "json/unreadable", level: "error", message, location };
}
