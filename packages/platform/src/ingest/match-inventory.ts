import { createHash } from "node:crypto";
import { type Advisories, type Inventory, matchInventories } from "sekisho";
import type { Services } from "../services.ts";
import type { ListedPackages } from "./listed-packages.ts";
import { type ReportedFinding, type ReportHead, reportedFinding } from "./reported-finding.ts";

/** What advisories say of listed packages. */
export interface MatchedPackages {
  /** Which state of the advisories it was. */
  readonly version: string;
  readonly lists: readonly MatchedList[];
}

/** What advisories say of the packages of one report. */
export interface MatchedList {
  /** Index of the report among the heads of its document. */
  readonly report: number;
  /** Who says it: advisories, of what the tool listed. */
  readonly source: string;
  readonly findings: readonly ReportedFinding[];
}

/**
 * Works with the advisories that the server has now; `undefined` where it has none. Opened anew each time: they may have
 * been replaced meanwhile.
 */
export async function withAdvisories<Result>(
  { openAdvisories }: Pick<Services, "openAdvisories">,
  work: (advisories: Advisories, version: string) => Promise<Result>,
): Promise<Result | undefined> {
  const advisories = await openAdvisories?.();
  if (advisories === undefined) return undefined;
  try {
    // What comes with the program is for demonstrations: it is too old to judge anybody's packages by.
    return advisories.origin === "user" ? await work(advisories, versionOf(advisories)) : undefined;
  } finally {
    advisories.store.close();
  }
}

/** Holds listed packages against the advisories; `undefined` where there are none of one or the other. */
export async function matchPackages(
  services: Pick<Services, "openAdvisories">,
  inventories: readonly ListedPackages[],
  heads: readonly Pick<ReportHead, "target">[],
): Promise<MatchedPackages | undefined> {
  if (inventories.length === 0) return undefined;
  return await withAdvisories(services, async (advisories, version) => {
    const lists: MatchedList[] = [];
    for (const listed of inventories) {
      const { report, source } = listed;
      const name = heads[report]?.target.name;
      const inventory = name === undefined ? undefined : await listed.readInventory();
      if (inventory === undefined || name === undefined) continue;
      const findings = await matchList(advisories, { ...inventory, target: { ...inventory.target, name } });
      lists.push({ report, source: `advisories/${source}`, findings });
    }
    return { version, lists };
  });
}

async function matchList(advisories: Advisories, inventory: Inventory): Promise<readonly ReportedFinding[]> {
  const { reports } = await matchInventories([inventory], { openAdvisories: () => Promise.resolve(advisories) });
  return reports
    .flatMap(({ findings }) => findings)
    .filter(({ kind }) => kind === "vulnerability")
    .map((finding) => reportedFinding.parse(finding));
}

/** Two databases with the same segments find the same. */
function versionOf({ store }: Advisories): string {
  const hash = createHash("sha256");
  for (const digest of store.segments.map((segment) => segment.digest).toSorted()) hash.update(`${digest}\n`);
  return hash.digest("hex").slice(0, 32);
}
