import { isJsonObject, type JsonObject } from "../../formats/json/json-value.ts";
import { parseJson } from "../../formats/json/parse-json.ts";
import type { FeedContext, FeedReader, FeedSink } from "./define.ts";
import { faultAt, wrongRecord } from "./feed-problem.ts";

/** What becomes of the root of a document. */
export type ConvertRoot = (root: JsonObject, context: FeedContext, sink: FeedSink) => void;

/** Reads a JSON document that is small enough to be held as a whole; a larger one is an error that says so. */
export function openWholeJson(maxBytes: number, convert: ConvertRoot) {
  return (context: FeedContext, sink: FeedSink): FeedReader => {
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    return {
      write(piece) {
        bytes += piece.length;
        if (bytes <= maxBytes) pieces.push(Buffer.from(piece));
        else pieces.length = 0;
      },
      end() {
        if (bytes > maxBytes) sink(tooLarge(context, bytes, maxBytes));
        else convertBytes(Buffer.concat(pieces), context, { sink, convert });
      },
    };
  };
}

function convertBytes(
  bytes: Buffer,
  context: FeedContext,
  { sink, convert }: { readonly sink: FeedSink; readonly convert: ConvertRoot },
): void {
  const { value, diagnostics } = parseJson(bytes, context.path);
  for (const diagnostic of diagnostics) sink({ kind: "diagnostic", diagnostic });
  if (diagnostics.length > 0) return;
  if (isJsonObject(value)) convert(value, context, sink);
  else sink(wrongRecord({ path: context.path, pointer: "" }, { en: "a JSON object", ja: "JSON オブジェクト" }, value));
}

function tooLarge({ path }: FeedContext, bytes: number, maxBytes: number) {
  const megabytes = Math.floor(maxBytes / 1_048_576);
  return faultAt(
    { path },
    {
      code: "too-large",
      level: "error",
      message: {
        en: `Expected a document of at most ${megabytes} MiB, got ${bytes} bytes. It is left out.`,
        ja: `${megabytes} MiB 以内の文書を想定しましたが、${bytes} バイトありました。この文書は使用しません。`,
      },
    },
  );
}
