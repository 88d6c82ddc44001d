import { findText, isJsonObject, type JsonObject, listOf } from "../../../formats/json/json-value.ts";
import type { AdvisorySeverity } from "../../../model/advisory.ts";
import { rateByWords } from "../rating-words.ts";

type System = Extract<AdvisorySeverity, { vector: string }>["system"];

const systems: ReadonlyMap<string, System> = new Map<string, System>([
  ["CVSS_V2", "cvss-2"],
  ["CVSS_V3", "cvss-3"],
  ["CVSS_V4", "cvss-4"],
]);

/** Names that converted records give to scores without a vector. */
const scoreNames = ["cvss_score", "cvss_v4", "cvss_v3", "cvss_v2"];

/** Gives the severities of a record: vectors, then scores where there is no vector, then words. */
export function readOsvSeverities(record: JsonObject, from: string): readonly AdvisorySeverity[] {
  const severities = [record, ...listOf(record, "affected").filter(isJsonObject)].flatMap((holder) =>
    listOf(holder, "severity")
      .filter(isJsonObject)
      .flatMap((severity) => readSeverity(severity, from)),
  );
  const specific = record["database_specific"];
  if (isJsonObject(specific)) {
    if (!severities.some((severity) => severity.system !== "rating")) severities.push(...readScores(specific, from));
    const words = findText(specific, "severity");
    if (words !== undefined) severities.push({ system: "rating", ...rateByWords(words), from });
  }
  return dropRepeated(severities);
}

function readSeverity(severity: JsonObject, from: string): readonly AdvisorySeverity[] {
  const type = findText(severity, "type") ?? "";
  const text = findText(severity, "score")?.trim();
  if (text === undefined) return [];
  const score = readScore(text);
  if (score !== undefined) return [{ system: "score", score, from }];
  const system = systems.get(type);
  if (system !== undefined) return [{ system, vector: text, from }];
  return [{ system: "rating", ...rateByWords(text), from }];
}

function readScores(specific: JsonObject, from: string): readonly AdvisorySeverity[] {
  for (const name of scoreNames) {
    const score = readScore(specific[name]);
    if (score !== undefined) return [{ system: "score", score, from }];
  }
  return [];
}

/** A score of CVSS: 0 to 10. */
function readScore(value: unknown): number | undefined {
  const isNumber = typeof value === "number" || (typeof value === "string" && /^\d{1,2}(\.\d+)?$/.test(value));
  const score = isNumber ? Number(value) : Number.NaN;
  return score >= 0 && score <= 10 ? score : undefined;
}

function dropRepeated(severities: readonly AdvisorySeverity[]): readonly AdvisorySeverity[] {
  const seen = new Set<string>();
  return severities.filter((severity) => {
    const key = JSON.stringify(severity);
    return !seen.has(key) && seen.add(key);
  });
}
