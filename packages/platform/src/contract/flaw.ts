import { z } from "zod";
import { assetReference } from "./asset.ts";
import { boundedCount, nextCursor, pageQuery } from "./page.ts";
import { severityCounts } from "./severity-counts.ts";
import { id, moment, severity, slug } from "./values.ts";

/** Orders of flaws: exploited ones first, then the likeliest to be; or by name. */
export const flawSort = z.enum(["urgent", "name"]);

/** Which flaws are asked for: those that are open somewhere. */
export const flawFilter = z.strictObject({
  /** A name or the beginning of one: `CVE-2021-`, `GHSA-jfh8`. */
  name: z.string().trim().min(1).max(200).optional(),
  project: slug.optional(),
  /** `true`: attackers are known to use it. */
  exploited: z.enum(["true", "false"]).optional(),
  sort: flawSort.default("urgent"),
});

/** What a list of flaws takes. */
export const flawQuery = pageQuery.extend(flawFilter.shape);

/** A flaw as lists show it. */
export const flawSummary = z.object({
  flaw: z.string(),
  /** Its other names: GHSA, the distributions' own. */
  names: z.array(z.string()),
  title: z.string(),
  worst: severity,
  /** Open findings. */
  findings: z.int(),
  assets: z.int(),
  packages: z.array(z.string()),
  epss: z.number().nullable(),
  knownExploitedSince: z.iso.date().nullable(),
});

/** A page of flaws. */
export const flawList = z.object({ flaws: z.array(flawSummary), next: nextCursor });

/** A flaw, and everywhere it bites. */
export const wholeFlaw = z.object({
  flaw: z.string(),
  names: z.array(z.string()),
  title: z.string(),
  worst: severity,
  epss: z.number().nullable(),
  epssPercentile: z.number().nullable(),
  knownExploitedSince: z.iso.date().nullable(),
  /** What the newest finding says of it: summary, severities, weaknesses, references, statements. */
  description: z.record(z.string(), z.unknown()),
  open: severityCounts,
  /** How many findings are in each state. */
  states: z.array(z.object({ state: z.string(), count: z.int() })),
  packages: z.array(
    z.object({
      package: z.string(),
      name: z.string().nullable(),
      /** Versions that are installed where it is open; up to 20. */
      installed: z.array(z.string()),
      /** Versions that repair it, as the advisories of the places say. */
      fixedIn: z.array(z.string()),
      findings: z.int(),
      assets: z.int(),
    }),
  ),
  /** Where it is open, the worst first; up to 100. The list of findings has them all: `cve:NAME`. */
  places: z.array(
    z.object({ finding: id, asset: assetReference, package: z.string().nullable(), severity, firstSeenAt: moment }),
  ),
  placeCount: boundedCount,
});
