import {
  type DocumentSource,
  type ListedPackage,
  listSbomStream,
  type OpenedImport,
  openImport,
  type Report,
  readSbomStream,
  recogniseReport,
  recogniseSbom,
  type SbomListing,
  SekishoError,
} from "sekisho";
import { describeSbom, type SbomDescription } from "./described-target.ts";
import { ListedPackages, type PackageList } from "./listed-packages.ts";
import { listPackages, readListedPackages } from "./read-listed-packages.ts";
import {
  type DocumentBytes,
  type FindingBatch,
  type ReadingProblem,
  readFindings,
  readReportHeads,
} from "./report-reader.ts";
import { type ReportedFinding, type ReportHead, reportedFinding, reportHead } from "./reported-finding.ts";

/** A document that was uploaded, of any tool, as far as it is read before its findings. */
export interface OpenedDocument {
  /** Id of the tool that writes such documents; `sekisho` for reports of ours. */
  readonly format: string;
  /** One for each target. */
  readonly heads: readonly ReportHead[];
  /** The packages that it lists, of each report that lists some. */
  readonly inventories: readonly ListedPackages[];
  /** It lists packages and says nothing of what is wrong with them. */
  readonly isInventory: boolean;
  /** What could not be read, beside findings. */
  readonly problems: readonly ReadingProblem[];
  /** Gives the findings, some at a time. */
  readonly findings: () => AsyncIterable<FindingBatch>;
  /** Deletes what was kept of the document. */
  readonly close: () => void;
}

/** What is known of a document before it is read. */
export interface DocumentReading {
  /** Id of the tool that wrote it, or `sekisho`; found out when left out. */
  readonly format?: string | undefined;
  /** Name of what a document is about that does not say it itself. */
  readonly targetName?: string | undefined;
}

/** The name of reports of ours among the formats. */
const ownFormat = "sekisho";
/** Enough to tell what a document is. */
const startBytes = 65_536;
/** Formats that list packages, and tell of flaws in them only sometimes. */
const inventoryFormats = new Set(["cyclonedx", "spdx"]);

/**
 * Opens a document: a report of ours, or one of any tool that is known. Whatever its size, a small part of it is in memory
 * at a time. What is opened has to be closed.
 *
 * @throws {SekishoError} `report-invalid` when it is a report of ours and wrong; `import-unknown-format` with the closest
 *   kinds when it is of no kind that is known.
 */
export async function openDocument(document: DocumentBytes, reading: DocumentReading): Promise<OpenedDocument> {
  const start = await readStart(document);
  const isOwn = reading.format === undefined ? recogniseReport(start) : reading.format === ownFormat;
  if (isOwn) return await openOwn(document);
  const sbom = recogniseSbom(start);
  return sbom === undefined ? await openListing(document, reading) : await openSbom(document, reading, sbom.format);
}

async function openOwn(document: DocumentBytes): Promise<OpenedDocument> {
  const heads = await readReportHeads(document);
  const { inventories, problems } = await readListedPackages(document, heads);
  return {
    format: ownFormat,
    heads,
    inventories,
    problems: [...saidProblems(heads), ...problems],
    isInventory: false,
    findings: () => readFindings(document),
    close: () => undefined,
  };
}

/** A document of a tool, with the packages that its parts list: a list of SbomReports is about many images. */
async function openListing(document: DocumentBytes, reading: DocumentReading): Promise<OpenedDocument> {
  const { packages, ...opened } = await openForeign(document, reading);
  const lists = new Map<number, ListedPackage[]>();
  for (const batch of packages()) {
    const list = lists.get(batch.report);
    if (list === undefined) lists.set(batch.report, [...batch.packages]);
    else list.push(...batch.packages);
  }
  return { ...opened, inventories: listPackages(opened.heads, lists) };
}

type ForeignDocument = Omit<OpenedDocument, "inventories"> & Pick<OpenedImport, "packages">;

async function openForeign(document: DocumentBytes, { format, targetName }: DocumentReading): Promise<ForeignDocument> {
  const source: DocumentSource = { name: "document", open: document };
  const opened = await openImport([source], {
    ...(format === undefined ? {} : { from: format }),
    ...(targetName === undefined ? {} : { targetName }),
  });
  return {
    format: format ?? opened.heads[0]?.coverage[0]?.plugin.replace(/^import\//, "") ?? ownFormat,
    heads: opened.heads.map((head) => reportHead.parse(head)),
    problems: saidProblems(opened.heads),
    isInventory: false,
    findings: () => readBatches(opened.findings()),
    packages: opened.packages,
    close: opened.close,
  };
}

interface SaidDiagnostics {
  readonly diagnostics?: Report["diagnostics"] | ReportHead["diagnostics"];
}

/** What reports say that they could not read. */
function saidProblems(heads: readonly SaidDiagnostics[]): readonly ReadingProblem[] {
  return heads.flatMap(({ diagnostics = [] }) =>
    diagnostics
      .filter(({ level }) => level !== "info")
      .map(({ code, message, location }) => ({
        place:
          location?.pointer ?? [location?.path, location?.startLine].filter((part) => part !== undefined).join(":"),
        message: `${code}: ${message}`,
      })),
  );
}

/** What an SBOM tells of flaws is read as any report; with or without it, its packages are known. */
async function openSbom(
  document: DocumentBytes,
  reading: DocumentReading,
  recognised: string,
): Promise<OpenedDocument> {
  let unknown: SekishoError | undefined;
  const described = await describeSbom(document);
  // Who reads flaws keeps all packages for them, which is not needed where there are none.
  const isPlain = recognised === "cyclonedx" && !described.hasFlaws;
  const opened = await (isPlain ? undefined : openForeign(document, reading))?.catch((error: unknown) => {
    if (!(error instanceof SekishoError) || error.code !== "import-unknown-format") throw error;
    unknown = error;
    return undefined;
  });
  try {
    const name = reading.targetName ?? "document";
    const listing = await listSbomStream(document(), name);
    if (unknown !== undefined && listing.size === 0) throw unknown;
    const heads = nameTargets(described, opened?.heads ?? [headOf(listing)]);
    const told = heads[0]?.origins?.[0]?.tool ?? listing.origin.tool?.split(" ", 1)[0]?.toLowerCase() ?? "unknown";
    const format = opened?.format ?? listing.origin.format.split("@", 1)[0] ?? "sbom";
    const { packages } = listing;
    const list: PackageList = { packages, readInventory: () => readSbomStream(document(), name) };
    const hasFindings = heads.some(({ origins = [] }) => origins.some(({ findings }) => findings > 0));
    return {
      format,
      heads,
      inventories: listing.size === 0 ? [] : [new ListedPackages(0, `${told}/sbom`, list)],
      isInventory: !hasFindings && (opened === undefined || inventoryFormats.has(format)),
      problems: [...(opened?.problems ?? []), ...problemsOf(listing)],
      findings: () => opened?.findings() ?? noFindings(),
      close: () => opened?.close(),
    };
  } catch (error) {
    opened?.close();
    throw error;
  }
}

/** What is only known as an SBOM is called what it is about. */
function nameTargets({ target }: SbomDescription, heads: readonly ReportHead[]): readonly ReportHead[] {
  if (target === undefined) return heads;
  return heads.map((head) => (head.target.kind === "sbom" ? { ...head, target: { ...target } } : head));
}

function headOf({ target, origin, diagnostics }: SbomListing): ReportHead {
  const isWhole = diagnostics.every(({ level }) => level !== "error");
  return reportHead.parse({
    producer: { name: origin.tool ?? "sbom", version: "" },
    target,
    coverage: [{ plugin: "sbom", ended: isWhole ? "done" : "partial" }],
  });
}

function problemsOf({ diagnostics }: SbomListing): readonly ReadingProblem[] {
  return diagnostics
    .filter(({ level }) => level !== "info")
    .map(({ code, message, location }) => ({ place: location?.pointer ?? "", message: `${code}: ${message.en}` }));
}

async function* noFindings(): AsyncGenerator<FindingBatch> {
  // There are none.
}

/** A finding that is larger than what is kept costs itself alone. */
async function* readBatches(
  batches: Iterable<{ readonly report: number; readonly findings: readonly unknown[] }>,
): AsyncGenerator<FindingBatch> {
  for (const { report, findings: found } of batches) {
    const findings: { readonly report: number; readonly finding: ReportedFinding }[] = [];
    const problems: ReadingProblem[] = [];
    for (const one of found) {
      const read = reportedFinding.safeParse(one);
      if (read.success) findings.push({ report, finding: read.data });
      else problems.push({ place: `/reports/${report}`, message: describe(read.error.issues[0]) });
    }
    yield await Promise.resolve({ findings, problems });
  }
}

function describe(issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined): string {
  return `${(issue?.path ?? []).map(String).join("/")}: ${issue?.message ?? "expected a finding"}`;
}

async function readStart(document: DocumentBytes): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of document()) {
    pieces.push(Buffer.from(piece));
    length += piece.length;
    if (length >= startBytes) break;
  }
  return Buffer.concat(pieces).subarray(0, startBytes);
}
