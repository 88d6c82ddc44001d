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

/** What a list of findings can show beside how bad a finding is and what it is. */
const findingColumn = z.enum([
  "asset",
  "state",
  "since",
  "due",
  "kind",
  "project",
  "rule",
  "package",
  "fixedIn",
  "epss",
  "risk",
]);

/** What a list is asked for, as it is kept. */
export const savedQuery = z.discriminatedUnion("list", [
  z.strictObject({
    list: z.literal("findings"),
    query: keptFindingQuery.default(""),
    sort: findingSort.default("worst"),
    /** In the order of the list; those that it shows by itself when left out. */
    columns: z.array(findingColumn).max(findingColumn.options.length).optional(),
  }),
  assetFilter.extend({ list: z.literal("assets") }),
  componentFilter.extend({ list: z.literal("components") }),
  flawFilter.extend({ list: z.literal("flaws") }),
  reportFilter.extend({ list: z.literal("reports") }),
]);
