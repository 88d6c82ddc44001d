import { sketchDocument, sketchedBytes } from "../../importers/reading/document-sketch.ts";
import { type DocumentSource, readStart, readUtf8 } from "../../importers/reading/document-source.ts";
import { SekishoError } from "../../model/error.ts";
import type { Report } from "../../model/report.ts";
import { parseReport } from "../read-report.ts";

/** Larger reports are refused. */
const maxReportBytes = 256 * 1_048_576;

/**
 * Reads a report of ours among the documents of other tools; `undefined` when it is none.
 *
 * @throws {SekishoError} `report-invalid` when it says that it is one, and breaks the schema.
 */
export async function readOwnReport(source: DocumentSource): Promise<readonly Report[] | undefined> {
  const { bytes } = await readStart(source, sketchedBytes);
  const isOwn = sketchDocument(bytes).some(
    ({ values, isElement }) =>
      isElement !== true &&
      values.get("/schemaVersion")?.texts[0] === "1" &&
      values.get("/reports")?.kinds.has("list") === true &&
      (values.get("/reports/*/producer/name")?.texts ?? ["sekisho"]).includes("sekisho"),
  );
  if (!isOwn) return undefined;
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of readUtf8(source)) {
    pieces.push(Buffer.from(piece));
    length += piece.length;
    if (length > maxReportBytes) {
      throw new SekishoError("report-invalid", {
        en: `${source.name} is larger than 256 MiB.`,
        ja: `${source.name} の大きさが 256 MiB を超えています。`,
      });
    }
  }
  return parseReport(Buffer.concat(pieces).toString("utf8"), source.name).reports;
}
