import { z } from "zod";
import { assetFilter } from "./asset.ts";
import { componentFilter } from "./component.ts";
import { findingSort } from "./finding.ts";
import { flawFilter } from "./flaw.ts";
import { parseQuery } from "./query/parse-query.ts";
import { reportFilter } from "./report-list.ts";

/** A query for findings that is kept: it is refused now and not when somebody opens it. */
export const keptFindingQuery = z
  .string()
  .max(2000)
  .superRefine((query, context) => {
    for (const { start, message } of parseQuery(query).problems) {
      context.addIssue({ code: "custom", message: `character ${start + 1}: ${message.en}` });
    }
  });

/** What a list is asked for, as it is kept. */
export const savedQuery = z.discriminatedUnion("list", [
  z.strictObject({
    list: z.literal("findings"),
    query: keptFindingQuery.default(""),
    sort: findingSort.default("worst"),
  }),
  assetFilter.extend({ list: z.literal("assets") }),
  componentFilter.extend({ list: z.literal("components") }),
  flawFilter.extend({ list: z.literal("flaws") }),
  reportFilter.extend({ list: z.literal("reports") }),
]);
