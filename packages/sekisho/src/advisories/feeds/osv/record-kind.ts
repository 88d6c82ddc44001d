import {
  findObject,
  findText,
  isJsonObject,
  type JsonObject,
  listOf,
  textsOf,
} from "../../../formats/json/json-value.ts";
import type { Advisory } from "../../../model/advisory.ts";

/** Embedded malicious code. Source: CWE 4.17. */
const maliciousCode = "CWE-506";
const removedAsMalicious = /^(Malware in |Malicious code in )|was removed from crates\.io (for|due to) malicious code/;
const informational: ReadonlyMap<string, Advisory["kind"]> = new Map<string, Advisory["kind"]>([
  ["notice", "notice"],
  ["unmaintained", "unmaintained"],
  ["unsound", "unsound"],
]);
/** Errata that repair bugs or add features. */
const harmlessErratum = /^(AL|RL|RH|RX)(BA|EA)-/;

/** Gives what kind of statement a record makes. */
export function findOsvKind(id: string, record: JsonObject): Advisory["kind"] {
  const specific = findObject(record, "database_specific") ?? {};
  const summary = findText(record, "summary") ?? "";
  const parts = listOf(record, "affected").filter(isJsonObject).map(specificOf);
  const isMalware =
    id.startsWith("MAL-") ||
    "malicious-packages-origins" in specific ||
    removedAsMalicious.test(summary) ||
    parts.some((part) => textsOf(part, "categories").includes("malicious")) ||
    readWeaknesses(record).includes(maliciousCode);
  if (isMalware) return "malware";
  const words = parts.map((part) => findText(part, "informational")).find((word) => word !== undefined);
  return informational.get(words ?? "") ?? "vulnerability";
}

function specificOf(part: JsonObject): JsonObject {
  return findObject(part, "database_specific") ?? {};
}

/** Tells whether an erratum repairs no flaw: it says so in its id. */
export function isHarmlessErratum(id: string): boolean {
  return harmlessErratum.test(id);
}

/** Gives the weaknesses that a record names, as CWE ids. */
export function readWeaknesses(record: JsonObject): readonly string[] {
  const specific = findObject(record, "database_specific") ?? {};
  const parts = listOf(record, "affected").filter(isJsonObject).map(specificOf);
  const listed = parts
    .flatMap((part) => listOf(part, "cwes").filter(isJsonObject))
    .map((cwe) => findText(cwe, "cweId"));
  const ids = [...textsOf(specific, "cwe_ids"), ...listed].filter((id) => id !== undefined && /^CWE-\d+$/.test(id));
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/** Gives whether a person has looked at a record; `undefined` where the database does not say. */
export function readReviewState(record: JsonObject): boolean | undefined {
  const specific = findObject(record, "database_specific") ?? {};
  if (typeof specific["github_reviewed"] === "boolean") return specific["github_reviewed"];
  const status = findText(specific, "review_status");
  return status === undefined ? undefined : status === "REVIEWED";
}
