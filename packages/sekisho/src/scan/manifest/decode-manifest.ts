import { type DecodedText, decodeText } from "../decode-text.ts";

/**
 * Decodes a manifest as kubectl does: UTF-16 where a byte order mark says so, as Windows PowerShell writes files, UTF-8
 * otherwise. A text of UTF-16 is not exact: it is not written back.
 *
 * Source: `FileVisitor.Visit` of k8s.io/cli-runtime/pkg/resource.
 */
export function decodeManifest(path: string, bytes: Uint8Array): DecodedText {
  const encoding = findUtf16(bytes);
  if (encoding === undefined) return decodeText(path, bytes);
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  return { text, isExact: false, diagnostics: [] };
}

function findUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : undefined;
}
