import { z } from "zod";
import { assetReference } from "./asset.ts";
import { boundedCount, nextCursor, pageQuery } from "./page.ts";
import { id, moment, severity } from "./values.ts";

/** Which components are asked for; all by name when nothing is said. */
export const componentFilter = z.strictObject({
  /** Words of the name: `log4j`, `openssl lib`. */
  name: z.string().trim().min(1).max(200).optional(),
  /** Package URL, with or without its version. */
  packageUrl: z.string().trim().min(5).max(2000).startsWith("pkg:").optional(),
  /** Versions, in the syntax of the scheme: `>=2.0, <2.15`. */
  range: z.string().trim().min(1).max(500).optional(),
  /** `deb`, `npm`, as package URLs say. */
  ecosystem: z.string().trim().min(1).max(100).optional(),
  /** Exactly this licence, as reports write it. */
  licence: z.string().trim().min(1).max(500).optional(),
});

/** What a list of components takes. */
export const componentQuery = pageQuery.extend(componentFilter.shape);

/** A package in a version. */
const packageVersion = z.object({
  id,
  packageUrl: z.string(),
  ecosystem: z.string(),
  name: z.string(),
  version: z.string(),
  licences: z.array(z.string()),
});

/** A package in a version, and in how many places it is. */
export const component = packageVersion.extend({
  /** Assets that hold it now. */
  assets: z.int(),
});

/** A page of components. */
export const componentList = z.object({ components: z.array(component), next: nextCursor });

/** Where a component is, a page at a time. */
export const componentAssetList = z.object({
  assets: z.array(assetReference.extend({ since: moment })),
  next: nextCursor,
});

/** What an asset holds, a page at a time. */
export const componentsOfAsset = z.object({
  components: z.array(packageVersion.extend({ since: moment, source: z.string() })),
  next: nextCursor,
});

/** A flaw that is open where a component is. */
const flawOfComponent = z.object({
  flaw: z.string(),
  title: z.string(),
  severity,
  findings: z.int(),
  fixedIn: z.string().nullable(),
  epss: z.number().nullable(),
  knownExploitedSince: z.iso.date().nullable(),
});

/** A component with everything that is known of it. */
export const wholeComponent = component.extend({
  /** All versions of the package that are somewhere now, this one among them; up to 200. */
  versions: z.array(z.object({ id, version: z.string(), assets: z.int() })),
  /** Flaws that are open in assets that hold it, the worst first; up to 200. */
  flaws: z.array(flawOfComponent),
  flawCount: boundedCount,
});
