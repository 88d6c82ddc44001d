import type { GivenSeverity } from "../../model/vulnerability.ts";

/** A rating as a tool writes it. */
export interface WrittenScore {
  /** Who gave it: `nvd`, `redhat`, or the tool itself. */
  readonly from: string;
  readonly vector?: string | null | undefined;
  readonly score?: number | null | undefined;
}

/** Gives ratings by CVSS; what has neither vector nor score, or a score of 0 alone, rates nothing. */
export function givenSeverities(written: readonly WrittenScore[]): readonly GivenSeverity[] {
  return written.flatMap(({ from, vector, score }): readonly GivenSeverity[] => {
    const hasVector = vector !== undefined && vector !== null && vector !== "";
    const hasScore = score !== undefined && score !== null && (score !== 0 || hasVector);
    if (!hasVector && !hasScore) return [];
    return [
      {
        system: hasVector ? systemOf(vector) : "score",
        from,
        ...(hasVector ? { vector } : {}),
        ...(hasScore ? { score } : {}),
      },
    ];
  });
}

/** Vectors of version 3 are also written without their prefix: only they ask for privileges. */
function systemOf(vector: string): GivenSeverity["system"] {
  if (vector.startsWith("CVSS:4.")) return "cvss-4";
  if (vector.startsWith("CVSS:3.") || vector.includes("/PR:")) return "cvss-3";
  return "cvss-2";
}

/** Gives the highest score of CVSS among some ratings. */
export function highestScore(given: readonly GivenSeverity[]): number | undefined {
  let highest: number | undefined;
  for (const { score } of given) {
    if (score !== undefined && score >= 0 && score <= 10 && (highest === undefined || score > highest)) highest = score;
  }
  return highest;
}
