import { findText, isJsonObject, type JsonObject } from "../json/json-value.ts";

/** Tells whether a value is a row of the tables AKSAudit or AKSAuditAdmin of Azure Monitor. */
export function isAksTableRow(row: JsonObject): boolean {
  return typeof row["AuditId"] === "string" && typeof row["Stage"] === "string" && typeof row["Verb"] === "string";
}

/** Where the columns stand in an event. */
const members = [
  ["Level", "level"],
  ["AuditId", "auditID"],
  ["Stage", "stage"],
  ["Verb", "verb"],
  ["RequestUri", "requestURI"],
  ["UserAgent", "userAgent"],
  ["User", "user"],
  ["ImpersonatedUser", "impersonatedUser"],
  ["SourceIps", "sourceIPs"],
  ["ObjectRef", "objectRef"],
  ["ResponseStatus", "responseStatus"],
  ["RequestObject", "requestObject"],
  ["ResponseObject", "responseObject"],
] as const;

/** Bodies that Azure Monitor leaves out. */
const leftOut = "skipped-too-big-size-object";

/**
 * Gives the event of a row as `audit.k8s.io/v1` writes it.
 *
 * Source: Azure Monitor Logs reference, AKSAudit.
 */
export function aksTableEventOf(row: JsonObject): JsonObject {
  const event: Record<string, unknown> = { kind: "Event", apiVersion: "audit.k8s.io/v1" };
  let isTruncated = false;
  for (const [column, member] of members) {
    const value = row[column];
    if (value === leftOut) isTruncated = true;
    else if (value !== undefined && value !== null && value !== "") event[member] = parsed(value);
  }
  const received = findText(row, "RequestReceivedTime") ?? findText(row, "TimeGenerated");
  const annotations = parsed(row["Annotations"]);
  return {
    ...event,
    ...(received === undefined ? {} : { requestReceivedTimestamp: received }),
    stageTimestamp: findText(row, "StageReceivedTime") ?? received,
    annotations: {
      ...(isJsonObject(annotations) ? annotations : {}),
      ...(isTruncated ? { "audit.k8s.io/truncated": "true" } : {}),
    },
  };
}

/** Exports write columns of the type `dynamic` as values or as texts of JSON. */
function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    const read: unknown = JSON.parse(value);
    return read;
  } catch {
    // A text that only begins like JSON.
    return value;
  }
}
