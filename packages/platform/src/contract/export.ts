import { z } from "zod";
import { assetFilter } from "./asset.ts";
import { componentFilter } from "./component.ts";
import { findingSort } from "./finding.ts";
import { flawFilter } from "./flaw.ts";
import { reportFilter } from "./report-list.ts";
import { slug } from "./values.ts";

const tableFormat = z.enum(["csv", "json"]).default("csv");
const language = z.enum(["en", "ja"]).default("en");

/** What an export of findings takes. SARIF and CycloneDX have the worst 10,000; `sekisho-next` leads to the rest. */
export const findingsExportQuery = z.strictObject({
  query: z.string().max(2000).default(""),
  sort: findingSort.default("worst"),
  format: z.enum(["csv", "json", "sarif", "cyclonedx"]).default("csv"),
  language,
  cursor: z.string().min(1).max(1000).optional(),
});

/** What an export of assets takes. */
export const assetsExportQuery = assetFilter.omit({ sort: true }).extend({ format: tableFormat });

/** What an export of components takes. */
export const componentsExportQuery = componentFilter.omit({ range: true }).extend({ format: tableFormat });

/** What an export of flaws takes. */
export const flawsExportQuery = flawFilter.omit({ sort: true }).extend({ format: tableFormat });

/** What an export of reports takes. */
export const reportsExportQuery = reportFilter.extend({ format: tableFormat });

/** What a report for people takes. */
export const postureQuery = z.strictObject({
  project: slug.optional(),
  format: z.enum(["pdf", "html"]).default("pdf"),
  language,
  /** Days that its trend goes back. */
  days: z.coerce.number().int().min(1).max(366).default(90),
});
