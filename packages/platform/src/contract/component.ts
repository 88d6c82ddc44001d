import { z } from "zod";
import { nextCursor, pageQuery } from "./page.ts";
import { id, moment, slug } from "./values.ts";

/** What components are asked for with; at least one of the first two. */
export const componentQuery = pageQuery
  .extend({
    /** Words of the name: `log4j`, `openssl lib`. */
    name: z.string().trim().min(1).max(200).optional(),
    /** Package URL, with or without its version. */
    packageUrl: z.string().trim().min(5).max(2000).startsWith("pkg:").optional(),
    /** Versions, in the syntax of the scheme: `>=2.0, <2.15`. */
    range: z.string().trim().min(1).max(500).optional(),
  })
  .refine(({ name, packageUrl }) => name !== undefined || packageUrl !== undefined, {
    message: "expected name or packageUrl, got neither",
  });

/** A package in a version, and in how many places it is. */
export const component = z.object({
  id,
  packageUrl: z.string(),
  ecosystem: z.string(),
  name: z.string(),
  version: z.string(),
  licences: z.array(z.string()),
  /** Assets that hold it now. */
  assets: z.int(),
});

/** A page of components. */
export const componentList = z.object({ components: z.array(component), next: nextCursor });

/** Where a component is, a page at a time. */
export const componentAssetList = z.object({
  assets: z.array(
    z.object({ id, kind: z.string(), name: z.string(), digest: z.string().nullable(), project: slug, since: moment }),
  ),
  next: nextCursor,
});
