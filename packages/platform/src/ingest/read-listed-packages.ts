import { inventoryOfListed, JsonSplitter, type ListedPackage } from "sekisho";
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

/** The packages that a report of ours lists, because it was made of an SBOM. */
export interface ReadPackages {
  readonly inventory: ListedPackages | undefined;
  readonly problems: readonly ReadingProblem[];
}

/** Reads the packages that the first report of a document lists; those of others are told. */
export async function readListedPackages(document: DocumentBytes, heads: readonly ReportHead[]): Promise<ReadPackages> {
  const [first, ...others] = heads;
  const problems: ReadingProblem[] = others.flatMap((head, index) =>
    listsPackages(head)
      ? [{ place: `/reports/${index + 1}/packages`, message: "upload reports with packages one by one" }]
      : [],
  );
  if (first === undefined || !listsPackages(first)) return { inventory: undefined, problems };
  const packages: ListedPackage[] = [];
  const splitter = new JsonSplitter({
    maxValueBytes,
    handle: (pattern) => {
      if (pattern === "/reports/*/packages/*") return "take";
      return pattern === "" || pattern === "/reports" || pattern === "/reports/*" || pattern === "/reports/*/packages"
        ? "open"
        : "skip";
    },
    onValue: ({ pointer, indices }, value) => {
      if (indices[0] !== 0) return;
      const read = listedPackage.safeParse(value);
      if (read.success) packages.push(read.data);
      else problems.push({ place: pointer, message: read.error.issues[0]?.message ?? "expected a package" });
    },
    // What is broken was refused when the heads were read.
    onProblem: () => undefined,
  });
  for await (const piece of document()) splitter.write(piece);
  splitter.end();
  const tool = first.origins?.[0]?.tool ?? "sekisho";
  return { inventory: new ListedPackages(`${tool}/sbom`, inventoryOfListed(first.target.name, packages)), problems };
}

/** How many there are stands at the target; scans of ours count, too, and list none. */
function listsPackages({ target, origins = [] }: ReportHead): boolean {
  return origins.length > 0 && typeof target["packages"] === "number" && target["packages"] > 0;
}
