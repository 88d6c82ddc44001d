import { createHash } from "node:crypto";
import { type JsonHandling, type JsonPlace, JsonSplitter } from "../../formats/json-stream/json-splitter.ts";
import { TagReader } from "../../formats/spdx-tag-value/tag-reader.ts";
import { XmlSplitter } from "../../formats/xml-stream/xml-splitter.ts";
import type { Inventory, InventoryOrigin } from "../../model/inventory.ts";
import { quote } from "../../model/quote.ts";
import { SbomCollector } from "./collector.ts";
import { handleCycloneDx, handleSbomReport, readCycloneDx, readSbomReport } from "./cyclonedx.ts";
import { handleCycloneDxXml, readCycloneDxXml } from "./cyclonedx-xml.ts";
import type { DocumentCollector } from "./document-collector.ts";
import { type NamedPackage, NamedPackages } from "./named-packages.ts";
import { recogniseSbom, type SbomFormat } from "./recognise.ts";
import { handleSpdx2, readSpdx2 } from "./spdx-2.ts";
import { handleSpdx3, Spdx3Graph } from "./spdx-3.ts";
import { TagCollector } from "./spdx-tag-value.ts";
import { handleSyft, readSyft } from "./syft.ts";
import { handleTrivy, TrivyReport } from "./trivy.ts";
import { Utf8Pieces } from "./utf8-pieces.ts";

/** What a reading needs to know of the document. */
export interface SbomSource {
  /** Path of the document, as the user names it. */
  readonly name: string;
}

/** Takes a document piece by piece. */
interface PieceReader {
  readonly write: (piece: Uint8Array) => void;
  readonly end: () => void;
}

/** Bytes that are enough to tell the format. */
const recognisedBytes = 65_536;
/** One component with all components inside of it. */
const maxValueBytes = 64 * 1_048_576;
const maxElementUnits = 16 * 1_048_576;
const maxTagUnits = 16 * 1_048_576;

/**
 * Reads an SBOM into an inventory: CycloneDX 1.2 to 1.6 in JSON and XML, SPDX 2.2 and 2.3 in JSON and tag-value,
 * SPDX 3.0 in JSON-LD, Syft and Trivy in their own JSON, SbomReport of Trivy Operator.
 *
 * Never throws for what stands in the document: what cannot be read is a diagnostic, and everything else is in the
 * inventory. Memory does not grow with the document but with the packages in it.
 */
export async function readSbom(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { name }: SbomSource,
): Promise<Inventory> {
  const collector = new SbomCollector(name, unknownOrigin);
  const digest = await readInto(pieces, collector);
  return collector.finish(digest);
}

/** What an SBOM says, without more of its packages than their names. */
export interface SbomListing extends Pick<Inventory, "target" | "diagnostics"> {
  readonly origin: InventoryOrigin;
  /** How many packages there are at most: some documents tell of one twice, or of what they describe as a whole. */
  readonly size: number;
  /** Gives the packages in the order of the document. */
  readonly packages: () => Iterable<NamedPackage>;
}

/** Reads an SBOM as `readSbom` does, and keeps of each package some tens of bytes. */
export async function listSbom(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { name }: SbomSource,
): Promise<SbomListing> {
  const collector = new NamedPackages(name, unknownOrigin);
  const digest = await readInto(pieces, collector);
  collector.finish();
  return {
    target: { kind: "sbom", name, digest },
    origin: collector.facts.origin,
    diagnostics: collector.diagnostics.finish(),
    size: collector.size,
    packages: () => collector.packages(),
  };
}

const unknownOrigin: InventoryOrigin = { format: "unknown" };

/** Gives the digest of the document. */
async function readInto(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  collector: DocumentCollector,
): Promise<string> {
  const digest = createHash("sha256");
  const decoder = new Utf8Pieces();
  const reader = new StartedReader(collector);
  for await (const piece of pieces) {
    digest.update(piece);
    reader.write(decoder.write(piece));
  }
  reader.write(decoder.end());
  reader.end();
  return `sha256:${digest.digest("hex")}`;
}

/** Holds the first bytes back until they tell the format. */
class StartedReader implements PieceReader {
  readonly #collector: DocumentCollector;
  #start: Uint8Array = new Uint8Array();
  #reader: PieceReader | undefined;

  constructor(collector: DocumentCollector) {
    this.#collector = collector;
  }

  readonly write = (piece: Uint8Array): void => {
    if (this.#reader !== undefined) {
      this.#reader.write(piece);
      return;
    }
    this.#start = this.#start.length === 0 ? Buffer.from(piece) : Buffer.concat([this.#start, piece]);
    if (this.#start.length >= recognisedBytes) this.#begin();
  };

  readonly end = (): void => {
    if (this.#reader === undefined) this.#begin();
    this.#reader?.end();
  };

  #begin(): void {
    const found = recogniseSbom(Buffer.from(this.#start));
    this.#reader =
      found === undefined ? readNothing(this.#start, this.#collector) : createReader(found.format, this.#collector);
    this.#reader.write(this.#start);
    this.#start = new Uint8Array();
  }
}

function createReader(format: SbomFormat, collector: DocumentCollector): PieceReader {
  collector.facts.origin = { format };
  switch (format) {
    case "cyclonedx":
      return readJson(handleCycloneDx, collector, { add: (place, value) => readCycloneDx(place, value, collector) });
    case "sbom-report":
      return readJson(handleSbomReport, collector, { add: (place, value) => readSbomReport(place, value, collector) });
    case "spdx":
      return readJson(handleSpdx2, collector, { add: (place, value) => readSpdx2(place, value, collector) });
    case "syft":
      return readJson(handleSyft, collector, { add: (place, value) => readSyft(place, value, collector) });
    case "spdx-3":
      return readJson(handleSpdx3, collector, new Spdx3Graph(collector));
    case "trivy":
      return readJson(handleTrivy, collector, new TrivyReport(collector));
    case "cyclonedx-xml":
      return readXml(collector);
    case "spdx-tag-value":
      return readTags(collector);
  }
}

/** What becomes of the values of a JSON document. */
interface ValueReader {
  add(place: JsonPlace, value: unknown): void;
  end?(): void;
}

function readJson(
  handle: (pattern: string) => JsonHandling,
  collector: DocumentCollector,
  values: ValueReader,
): PieceReader {
  const splitter = new JsonSplitter({
    handle,
    onValue: (place, value) => values.add(place, value),
    onProblem: ({ pointer, offset, expected, isEnd }) =>
      collector.diagnostics.tell(
        "broken",
        {
          en: `Expected ${expected.en} at byte ${offset}. ${isEnd ? "Nothing behind it was read." : "This part was left out."}`,
          ja: `${offset} バイト目に${expected.ja}を想定しました。${isEnd ? "以降は読み取っていません。" : "この部分は取り込んでいません。"}`,
        },
        { pointer },
      ),
    maxValueBytes,
  });
  return {
    write: (piece) => splitter.write(piece),
    end: () => {
      splitter.end();
      values.end?.();
    },
  };
}

function readXml(collector: DocumentCollector): PieceReader {
  const decoder = new TextDecoder("utf-8");
  const splitter = new XmlSplitter({
    handle: handleCycloneDxXml,
    onElement: (path, element) => readCycloneDxXml(path, element, collector),
    onProblem: ({ line, expected, isEnd }) =>
      collector.diagnostics.tell(
        "broken",
        {
          en: `Expected ${expected.en}. ${isEnd ? "Nothing behind it was read." : "This part was left out."}`,
          ja: `${expected.ja}を想定しました。${isEnd ? "以降は読み取っていません。" : "この部分は取り込んでいません。"}`,
        },
        { startLine: line },
      ),
    maxElementUnits,
  });
  return {
    write: (piece) => splitter.write(decoder.decode(piece, { stream: true })),
    end: () => {
      splitter.write(decoder.decode());
      splitter.end();
    },
  };
}

function readTags(collector: DocumentCollector): PieceReader {
  const decoder = new TextDecoder("utf-8");
  const tags = new TagCollector(collector);
  const reader = new TagReader({
    onTag: (line) => tags.add(line),
    onProblem: ({ line, got, isEnd }) =>
      collector.diagnostics.tell(
        "broken",
        isEnd
          ? { en: `The text of "${quote(got)}" has no end.`, ja: `「${quote(got)}」のテキストに終わりがありません。` }
          : { en: `Expected a tag, got "${quote(got)}".`, ja: `タグを想定しましたが、「${quote(got)}」でした。` },
        { startLine: line },
      ),
    maxValueUnits: maxTagUnits,
  });
  return {
    write: (piece) => reader.write(decoder.decode(piece, { stream: true })),
    end: () => {
      reader.write(decoder.decode());
      reader.end();
      tags.end();
    },
  };
}

/** A document of no format that is known: its start is shown, and nothing else becomes of it. */
function readNothing(start: Uint8Array, collector: DocumentCollector): PieceReader {
  const got = quote(Buffer.from(start.subarray(0, 60)).toString("utf8"));
  collector.diagnostics.tell("unknown-format", {
    en: `Expected an SBOM (CycloneDX in JSON or XML, SPDX in JSON, tag-value or JSON-LD, JSON of Syft or Trivy), got "${got}".`,
    ja: `SBOM（CycloneDX の JSON または XML、SPDX の JSON、タグ形式または JSON-LD、Syft または Trivy の JSON）を想定しましたが、「${got}」でした。`,
  });
  return { write: () => undefined, end: () => undefined };
}
