import { resolve } from "node:path";
import { readCappedFile } from "../../access/filesystem/read-file.ts";
import { readCappedStream } from "../../access/filesystem/standard-input.ts";
import { SekishoError } from "../../model/error.ts";
import { type FlowReading, readFlows } from "../../semantics/flows/read-flows.ts";
import { decodeText } from "../decode-text.ts";

/** Larger files of flows are refused. */
const maxFlowBytes = 256 * 1024 * 1024;

/**
 * Reads a file of flows, or standard input (`-`).
 *
 * @throws {SekishoError} `target-unreadable` when it cannot be read.
 */
export async function readFlowFile(
  file: string,
  world: { readonly workingDirectory: string; readonly standardInput: AsyncIterable<Uint8Array | string> },
): Promise<FlowReading> {
  const reading =
    file === "-"
      ? await readCappedStream(world.standardInput, maxFlowBytes)
      : await readCappedFile(resolve(world.workingDirectory, file), maxFlowBytes);
  const text = reading.kind === "read" ? decodeText(file, reading.bytes).text : undefined;
  if (text !== undefined) return readFlows(text);
  const reason = reading.kind === "refused" ? reading.message : { en: "it is no text", ja: "テキストではありません" };
  throw new SekishoError("target-unreadable", { en: `${file}: ${reason.en}`, ja: `${file}: ${reason.ja}` });
}
