import type { z } from "zod";
import type { assetSummary } from "../contract/asset.ts";
import type { component } from "../contract/component.ts";
import type { finding } from "../contract/finding.ts";
import type { flawSummary } from "../contract/flaw.ts";
import type { reportList } from "../contract/report-list.ts";
import type { ListStream } from "./stream-list.ts";

type Columns<Schema extends z.ZodType> = ListStream<z.infer<Schema>>["columns"];

/** Columns of findings, as every export of them has them. */
export const findingColumns: Columns<typeof finding> = [
  { title: "id", value: (row) => row.id },
  { title: "severity", value: (row) => row.severity },
  { title: "risk", value: (row) => row.risk },
  { title: "status", value: (row) => row.status },
  { title: "kind", value: (row) => row.kind },
  { title: "rule", value: (row) => row.rule },
  { title: "title", value: (row) => row.title },
  { title: "subject", value: (row) => row.subject },
  { title: "project", value: (row) => row.project },
  { title: "asset", value: (row) => row.asset.name },
  { title: "flaw", value: (row) => row.flaw },
  { title: "package", value: (row) => row.package },
  { title: "fixed in", value: (row) => row.fixedIn },
  { title: "epss", value: (row) => row.epss },
  { title: "known exploited since", value: (row) => row.knownExploitedSince },
  { title: "first seen", value: (row) => row.firstSeenAt },
  { title: "fixed at", value: (row) => row.fixedAt },
  { title: "due at", value: (row) => row.dueAt },
];

/** Columns of assets. */
export const assetColumns: Columns<typeof assetSummary> = [
  { title: "id", value: (row) => row.id },
  { title: "kind", value: (row) => row.kind },
  { title: "name", value: (row) => row.name },
  { title: "digest", value: (row) => row.digest },
  { title: "project", value: (row) => row.project },
  { title: "first seen", value: (row) => row.firstSeenAt },
  { title: "last seen", value: (row) => row.lastSeenAt },
  { title: "critical", value: (row) => row.open.critical },
  { title: "high", value: (row) => row.open.high },
  { title: "medium", value: (row) => row.open.medium },
  { title: "low", value: (row) => row.open.low },
  { title: "info", value: (row) => row.open.info },
];

/** Columns of components. */
export const componentColumns: Columns<typeof component> = [
  { title: "id", value: (row) => row.id },
  { title: "package URL", value: (row) => row.packageUrl },
  { title: "ecosystem", value: (row) => row.ecosystem },
  { title: "name", value: (row) => row.name },
  { title: "version", value: (row) => row.version },
  { title: "licences", value: (row) => row.licences.join(" ") },
  { title: "assets", value: (row) => row.assets },
];

/** Columns of flaws. */
export const flawColumns: Columns<typeof flawSummary> = [
  { title: "flaw", value: (row) => row.flaw },
  { title: "names", value: (row) => row.names.join(" ") },
  { title: "title", value: (row) => row.title },
  { title: "worst", value: (row) => row.worst },
  { title: "findings", value: (row) => row.findings },
  { title: "assets", value: (row) => row.assets },
  { title: "packages", value: (row) => row.packages.join(" ") },
  { title: "epss", value: (row) => row.epss },
  { title: "known exploited since", value: (row) => row.knownExploitedSince },
];

/** Columns of reports. */
export const reportColumns: ListStream<z.infer<typeof reportList>["reports"][number]>["columns"] = [
  { title: "id", value: (row) => row.id },
  { title: "project", value: (row) => row.project },
  { title: "status", value: (row) => row.status },
  { title: "format", value: (row) => row.format },
  { title: "digest", value: (row) => row.digest },
  { title: "bytes", value: (row) => row.sizeBytes },
  { title: "received", value: (row) => row.receivedAt },
  { title: "finished", value: (row) => row.finishedAt },
  { title: "findings", value: (row) => row.outcome?.findings ?? null },
  { title: "new", value: (row) => row.outcome?.new ?? null },
  { title: "reopened", value: (row) => row.outcome?.reopened ?? null },
  { title: "fixed", value: (row) => row.outcome?.fixed ?? null },
  { title: "failure", value: (row) => row.failure?.message ?? null },
];
