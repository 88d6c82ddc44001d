import { type Inventory, inventoryOfListed, JsonSplitter, type ListedPackage } from "sekisho";
import { z } from "zod";
import { ListedPackages } from "./listed-packages.ts";
import type { DocumentBytes, ReadingProblem } from "./report-reader.ts";
import type { ReportHead } from "./reported-finding.ts";

const maxValueBytes = 1_048_576;

const listedPackage = z.object({
  purl: z.string().min(1).max(2000),
  name: z.string().max(500),
  version: z.string().max(500),
  licenses: z.array(z.string().max(2000)).max(100),
});

/** The packages that the reports of a document list. */
export interface ReadPackages {
  readonly inventories: readonly ListedPackages[];
  readonly problems: readonly ReadingProblem[];
}

/** Reads the packages that reports of ours list, because they were made of SBOMs. */
export async function readListedPackages(document: DocumentBytes, heads: readonly ReportHead[]): Promise<ReadPackages> {
  if (!heads.some(listsPackages)) return { inventories: [], problems: [] };
  const lists = new Map<number, ListedPackage[]>();
  const problems: ReadingProblem[] = [];
  const splitter = new JsonSplitter({
    maxValueBytes,
    handle: (pattern) => {
      if (pattern === "/reports/*/packages/*") return "take";
      return pattern === "" || pattern === "/reports" || pattern === "/reports/*" || pattern === "/reports/*/packages"
        ? "open"
        : "skip";
    },
    onValue: ({ pointer, indices: [report = 0] }, value) => {
      const read = listedPackage.safeParse(value);
      const list = lists.get(report);
      if (!read.success)
        problems.push({ place: pointer, message: read.error.issues[0]?.message ?? "expected a package" });
      else if (list === undefined) lists.set(report, [read.data]);
      else list.push(read.data);
    },
    // What is broken was refused when the heads were read.
    onProblem: () => undefined,
  });
  for await (const piece of document()) splitter.write(piece);
  splitter.end();
  return { inventories: listPackages(heads, lists), problems };
}

/** Makes the inventories of listed packages, which stand by the index of their report. */
export function listPackages(
  heads: readonly ReportHead[],
  lists: ReadonlyMap<number, readonly ListedPackage[]>,
): readonly ListedPackages[] {
  return heads.flatMap(({ target, origins = [] }, report) => {
    const list = lists.get(report);
    if (list === undefined) return [];
    const { tool } = origins.find(({ packages = 0 }) => packages > 0) ?? origins[0] ?? { tool: "sekisho" };
    const readInventory = (): Promise<Inventory> => Promise.resolve(inventoryOfListed(target.name, list));
    return [new ListedPackages(report, `${tool}/sbom`, { packages: () => list, readInventory })];
  });
}

/** How many there are stands at the target; scans of ours count, too, and list none. */
function listsPackages({ target, origins = [] }: ReportHead): boolean {
  return origins.length > 0 && typeof target["packages"] === "number" && target["packages"] > 0;
}
