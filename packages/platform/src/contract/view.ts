import { z } from "zod";
import { savedQuery } from "./saved-query.ts";
import { id, moment, title } from "./values.ts";

/** Names of lists of which views are kept. */
const viewList = z.enum(["findings", "assets", "components", "flaws", "reports"]);

/** A view as it is kept: what a list is asked for, under a name. */
export const newView = z.strictObject({
  name: title,
  query: savedQuery,
  /** Everybody in the tenant sees it; needs the permission `views:share`. */
  isShared: z.boolean().default(false),
});

/** A kept view. */
export const view = z.object({
  id,
  name: z.string(),
  query: savedQuery,
  isShared: z.boolean(),
  owner: z.object({ id, name: z.string() }),
  /** Whether the caller may change it. */
  isMine: z.boolean(),
  createdAt: moment,
  changedAt: moment,
});

/** Which views are asked for. */
export const viewQuery = z.strictObject({ list: viewList.optional() });

/** The caller's own views and those that are shared, by name. */
export const viewsSeen = z.object({ views: z.array(view) });
