import { z } from "zod";
import { eventStream } from "./event-stream.ts";
import { nextCursor, pageQuery } from "./page.ts";
import { severityCounts } from "./severity-counts.ts";
import { id, moment, slug } from "./values.ts";

/** Orders of assets: by kind and name, those with the worst open findings first, the newest first. */
export const assetSort = z.enum(["name", "worst", "newest"]);

/** Which assets are asked for. */
export const assetFilter = z.strictObject({
  /** Part of the name, or a pattern with `*`. */
  name: z.string().trim().min(1).max(500).optional(),
  kind: z.string().trim().min(1).max(100).optional(),
  project: slug.optional(),
  /** Exactly this digest. */
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional(),
  /** Those that are in no finding stand in the orders `name` and `newest` alone. */
  sort: assetSort.default("name"),
});

/** What a list of assets takes. */
export const assetQuery = pageQuery.extend(assetFilter.shape);

/** An asset where others name it. */
export const assetReference = z.object({
  id,
  kind: z.string(),
  name: z.string(),
  digest: z.string().nullable(),
  project: slug,
});

/** An asset as lists show it. */
export const assetSummary = assetReference.extend({
  firstSeenAt: moment,
  /** When a report last named it; `null` when none does that is known of. */
  lastSeenAt: moment.nullable(),
  open: severityCounts,
});

/** A page of assets. */
export const assetList = z.object({ assets: z.array(assetSummary), next: nextCursor });

/**
 * What an asset comes from and what comes of it: Dockerfile, image, workload, cluster. Each edge says what its start is to
 * its end.
 */
export const assetChain = z.object({
  assets: z.array(assetReference),
  edges: z.array(z.object({ from: id, kind: z.enum(["builds", "is-based-on", "runs", "holds"]), to: id })),
  /** Assets from which this one is made, and what those are made from. */
  earlier: z.array(id),
  /** Assets that are made from this one, and what is made from those. */
  later: z.array(id),
  /** False when there are more than are shown. */
  isComplete: z.boolean(),
});

/** How a part of a scan ended. */
const coverageEntry = z.object({
  plugin: z.string(),
  ended: z.enum(["done", "partial", "skipped", "failed"]),
  reason: z.string().optional(),
});

/** Who looks at an asset. */
export const assetWitness = z.object({
  source: z.string(),
  scope: z.object({ kind: z.string(), parts: z.record(z.string(), z.unknown()) }),
  firstSeenAt: moment,
  lastSeenAt: moment,
  /** False when the witness names the asset no more. */
  isCurrent: z.boolean(),
  /** The newest report of the witness. */
  report: id,
  /** False when the witness could not look at everything. */
  isComplete: z.boolean(),
  coverage: z.array(coverageEntry),
});

/** An asset with everything that is known of it. */
export const wholeAsset = assetSummary.extend({
  changedAt: moment,
  /** What reports say of it beside its name: distribution, layers, platform. */
  facts: z.record(z.string(), z.unknown()),
  /** Packages that it holds now. */
  components: z.int(),
  witnesses: z.array(assetWitness),
  chain: assetChain,
  /** The events of a cluster as they come in; `null` for other assets, and where none came. */
  stream: eventStream.nullable(),
});

/** What gaps are asked for with. */
export const coverageGapQuery = pageQuery.extend({
  project: slug.optional(),
  kind: z.string().trim().min(1).max(100).optional(),
  /** A gap is what nobody has looked at for so many days. */
  days: z.coerce.number().int().min(0).max(3650).default(7),
});

/** Assets that nobody has looked at lately, or not in full. */
export const coverageGapList = z.object({
  gaps: z.array(
    assetReference.extend({
      lastSeenAt: moment.nullable(),
      /** `not-seen`: too long ago; `incomplete`: a witness could not look at everything. */
      reason: z.enum(["not-seen", "incomplete"]),
      /** What was not looked at; up to 20. */
      missing: z.array(coverageEntry.extend({ source: z.string() })),
    }),
  ),
  next: nextCursor,
});
