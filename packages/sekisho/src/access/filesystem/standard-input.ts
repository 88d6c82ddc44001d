import type { FileReading } from "./read-file.ts";

/** Reads a stream such as `process.stdin` to its end, at most `maxBytes`. */
export async function readCappedStream(
  stream: AsyncIterable<Uint8Array | string>,
  maxBytes: number,
): Promise<FileReading> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    total += bytes.length;
    if (total > maxBytes) {
      return {
        kind: "refused",
        code: "too-large",
        message: {
          en: `Standard input is not examined: it is larger than the limit maxFileBytes of ${maxBytes} bytes.`,
          ja: `標準入力は検査しませんでした。上限 maxFileBytes（${maxBytes} バイト）を超えています。`,
        },
      };
    }
    chunks.push(bytes);
  }
  return { kind: "read", bytes: new Uint8Array(Buffer.concat(chunks)) };
}
