import type { GivenSeverity, Vulnerability } from "../../model/vulnerability.ts";
import { scoreVector } from "../../semantics/cvss/score-vector.ts";

/**
 * Gives what CVSS says of a flaw, as a score of CSAF 2.0 without its products; `undefined` where nobody gave a vector that
 * can be written. Of several vectors the newest version counts, then the first. CSAF 2.0 has no place for CVSS 4.
 *
 * The base score is computed: one that does not follow from its vector would make the document invalid.
 * Source: CSAF 2.0, sections 3.2.3.13 and 6.1.7 to 6.1.10.
 */
export function scoreOf({ severities }: Vulnerability): object | undefined {
  const third = findVector(severities, "CVSS:3.1/") ?? findVector(severities, "CVSS:3.0/");
  const second = findVector(severities, "");
  if (third === undefined && second === undefined) return undefined;
  return {
    ...(second === undefined
      ? {}
      : { cvss_v2: { version: "2.0", vectorString: second.vector, baseScore: second.score } }),
    ...(third === undefined ? {} : { cvss_v3: thirdVersion(third) }),
  };
}

interface ScoredVector {
  readonly vector: string;
  readonly score: number;
}

function thirdVersion({ vector, score }: ScoredVector): object {
  const version = vector.slice("CVSS:".length, "CVSS:3.1".length);
  return { version, vectorString: vector, baseScore: score, baseSeverity: severityOf(score) };
}

/** Finds the first vector that begins with a prefix and has a score; the vectors of CVSS 2 have none. */
function findVector(severities: readonly GivenSeverity[], prefix: string): ScoredVector | undefined {
  for (const { system, vector } of severities) {
    if (vector === undefined || system !== (prefix === "" ? "cvss-2" : "cvss-3")) continue;
    const written = prefix === "" ? /^\(?([A-Za-z:/]{1,100})\)?$/.exec(vector)?.[1] : vector;
    if (written === undefined || !written.startsWith(prefix)) continue;
    const score = isWellFormed(written, prefix) ? scoreVector(written) : undefined;
    if (score !== undefined) return { vector: written, score };
  }
  return undefined;
}

/** The metrics that a vector may have, each at most once. Source: CVSS 2 and 3.1 specifications, tables of metrics. */
const secondMetrics =
  /^(?:AV:[LAN]|AC:[HML]|Au:[MSN]|[CIA]:[NPC]|E:(?:U|POC|F|H|ND)|RL:(?:OF|TF|W|U|ND)|RC:(?:UC|UR|C|ND)|CDP:(?:N|L|LM|MH|H|ND)|TD:(?:N|L|M|H|ND)|[CIA]R:(?:L|M|H|ND))$/;
const thirdMetrics =
  /^(?:AV:[NALP]|AC:[LH]|PR:[NLH]|UI:[NR]|S:[UC]|[CIA]:[NLH]|E:[XUPFH]|RL:[XOTWU]|RC:[XURC]|[CIA]R:[XLMH]|MAV:[XNALP]|MAC:[XLH]|MPR:[XNLH]|MUI:[XNR]|MS:[XUC]|M[CIA]:[XNLH])$/;

function isWellFormed(vector: string, prefix: string): boolean {
  const metrics = vector.slice(prefix.length).split("/");
  const known = prefix === "" ? secondMetrics : thirdMetrics;
  const names = new Set(metrics.map((metric) => metric.slice(0, metric.indexOf(":"))));
  return names.size === metrics.length && metrics.every((metric) => known.test(metric));
}

/** Source: CVSS 3.1 specification, section 5. */
function severityOf(score: number): string {
  if (score === 0) return "NONE";
  if (score < 4) return "LOW";
  if (score < 7) return "MEDIUM";
  return score < 9 ? "HIGH" : "CRITICAL";
}
