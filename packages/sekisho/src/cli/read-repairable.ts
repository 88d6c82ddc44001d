import { type FileReading, readCappedFile } from "../access/filesystem/read-file.ts";
import { readCappedStream } from "../access/filesystem/standard-input.ts";
import type { Text } from "../model/text.ts";
import { decodeText, findInvalidUtf8 } from "../scan/decode-text.ts";
import type { DockerfileJob } from "../scan/resolve-targets.ts";
import { defaultMaxFileBytes } from "../scan/scan.ts";
import type { Terminal } from "./terminal.ts";

/** A text that can be written back byte for byte, or why there is none. */
export type RepairableReading =
  | { readonly kind: "read"; readonly text: string }
  | { readonly kind: "refused"; readonly message: Text };

/** Reads a file for repair. One that is not UTF-8 throughout is refused: its other bytes would be lost. */
export async function readRepairable(job: DockerfileJob, name: string, terminal: Terminal): Promise<RepairableReading> {
  const reading: FileReading =
    job.kind === "file"
      ? await readCappedFile(job.path, defaultMaxFileBytes)
      : await readCappedStream(terminal.input, defaultMaxFileBytes);
  if (reading.kind === "refused") return reading;
  const { text, isExact } = decodeText(name, reading.bytes);
  if (text !== undefined && isExact) return { kind: "read", text };
  return { kind: "refused", message: notUtf8(name, reading.bytes, text !== undefined) };
}

/** Says from where on a file is not the text that it has to be. `isText` is false when it is none at all. */
export function notUtf8(name: string, bytes: Uint8Array, isText: boolean): Text {
  const offset = isText ? findInvalidUtf8(bytes) : 0;
  return {
    en: `${name} is not repaired: expected UTF-8 text, got other bytes from offset ${offset} on.`,
    ja: `${name} は修正しませんでした。UTF-8 を想定しましたが、オフセット ${offset} 以降に別のバイトがあります。`,
  };
}
