import { type MetricValues, metricOf } from "./vector-metrics.ts";

/**
 * Scores of macro vectors without threat and environment (EQ5 is 0). A row for each EQ1 and EQ2, in it EQ3 with EQ6 (00,
 * 01, 10, 11, 21), of each EQ4 1 and 2. Source: CVSS 4.0 specification, section 8.3; FIRST's table `cvss_lookup`.
 */
const macroScores: readonly (readonly number[])[] = [
  [10, 9.3, 9.6, 9, 9.3, 8.8, 9.2, 8, 7.9, 6.9],
  [9.5, 9.2, 9.1, 8.1, 9.2, 8.4, 8.2, 7, 7.1, 6.3],
  [9.4, 8.7, 8.9, 7.5, 8.6, 7.2, 7.6, 5.7, 6.5, 5.3],
  [9, 7.7, 7.7, 6.6, 7.4, 6.1, 5.9, 5.2, 5.8, 2.3],
  [8.6, 7, 7.4, 5.4, 7.2, 5.3, 5.7, 3.6, 4.7, 2.4],
  [7.3, 5.4, 5.5, 4.3, 6.1, 4.6, 5.1, 1.8, 2.4, 1],
];
const impactGroups = ["00", "01", "10", "11", "21"] as const;
type ImpactGroup = (typeof impactGroups)[number];

/** Steps from the worst value of each metric. Source: CVSS 4.0 specification, section 8.2. */
const steps: Readonly<Record<string, string>> = {
  AV: "NALP",
  AC: "LH",
  AT: "NP",
  PR: "NLH",
  UI: "NPA",
  VC: "HLN",
  VI: "HLN",
  VA: "HLN",
  SC: "HLN",
  SI: "HLN",
  SA: "HLN",
};

/** The values of metrics in one of the worst vectors of a group. */
type WorstVector = Readonly<Record<string, string>>;

/** Worst vectors and depth of each level. Source: CVSS 4.0 specification, section 8.2, tables of EQ1 to EQ6. */
const reachLevels: readonly LevelDescription[] = [
  { worst: [{ AV: "N", PR: "N", UI: "N" }], depth: 1 },
  {
    worst: [
      { AV: "A", PR: "N", UI: "N" },
      { AV: "N", PR: "L", UI: "N" },
      { AV: "N", PR: "N", UI: "P" },
    ],
    depth: 4,
  },
  {
    worst: [
      { AV: "P", PR: "N", UI: "N" },
      { AV: "A", PR: "L", UI: "P" },
    ],
    depth: 5,
  },
];
const complexityLevels: readonly LevelDescription[] = [
  { worst: [{ AC: "L", AT: "N" }], depth: 1 },
  {
    worst: [
      { AC: "H", AT: "N" },
      { AC: "L", AT: "P" },
    ],
    depth: 2,
  },
];
const impactLevels: Readonly<Partial<Record<ImpactGroup, LevelDescription>>> = {
  "00": { worst: [{ VC: "H", VI: "H", VA: "H" }], depth: 7 },
  "10": {
    worst: [
      { VC: "L", VI: "H", VA: "H" },
      { VC: "H", VI: "L", VA: "H" },
    ],
    depth: 8,
  },
  "21": { worst: [{ VC: "L", VI: "L", VA: "L" }], depth: 10 },
};
/** By EQ4, which is 1 or 2 without environment. */
const spreadLevels: readonly LevelDescription[] = [
  { worst: [], depth: 6 },
  { worst: [{ SC: "H", SI: "H", SA: "H" }], depth: 5 },
  { worst: [{ SC: "L", SI: "L", SA: "L" }], depth: 4 },
];

interface LevelDescription {
  readonly worst: readonly WorstVector[];
  /** How many steps there are from the worst vector to the next level. */
  readonly depth: number;
}

/** The macro vector without EQ5. */
interface MacroVector {
  readonly reach: number;
  readonly complexity: number;
  readonly impact: ImpactGroup;
  readonly spread: number;
}

/** Gives the base score (CVSS-B) of a vector's metrics. Source: CVSS 4.0 specification, section 8. */
export function scoreVersion4(metrics: MetricValues): number | undefined {
  for (const [name, values] of Object.entries(steps)) {
    if (!values.includes(metricOf(metrics, name) || "?")) return undefined;
  }
  if (["VC", "VI", "VA", "SC", "SI", "SA"].every((name) => metrics.get(name) === "N")) return 0;
  const macro = findMacroVector(metrics);
  const score = scoreOf(macro);
  if (score === undefined) return undefined;
  const parts = [
    { lower: scoreOf({ ...macro, reach: macro.reach + 1 }), level: reachLevels[macro.reach] },
    { lower: scoreOf({ ...macro, complexity: macro.complexity + 1 }), level: complexityLevels[macro.complexity] },
    { lower: scoreBelowImpact(macro), level: impactLevels[macro.impact] },
    { lower: scoreOf({ ...macro, spread: macro.spread + 1 }), level: spreadLevels[macro.spread] },
  ];
  // EQ5 has a lower level, too, and no distance to it.
  let count = 1;
  let sum = 0;
  for (const { lower, level } of parts) {
    if (lower === undefined || level === undefined) continue;
    count++;
    sum += ((score - lower) * distanceTo(level, metrics)) / level.depth;
  }
  return Math.round(Math.min(10, Math.max(0, score - sum / count)) * 10 + 1e-6) / 10;
}

function findMacroVector(metrics: MetricValues): MacroVector {
  const is = (name: string, value: string): boolean => metrics.get(name) === value;
  const open = ["AV", "PR", "UI"].filter((name) => is(name, "N")).length;
  const hasImpact = is("VC", "H") || is("VI", "H") || is("VA", "H");
  const hasSpread = is("SC", "H") || is("SI", "H") || is("SA", "H");
  const partlyOpen = open > 0 && !is("AV", "P") ? 1 : 2;
  const impact = is("VC", "H") && is("VI", "H") ? "00" : "10";
  return {
    reach: open === 3 ? 0 : partlyOpen,
    complexity: is("AC", "L") && is("AT", "N") ? 0 : 1,
    impact: hasImpact ? impact : "21",
    spread: hasSpread ? 1 : 2,
  };
}

function scoreOf({ reach, complexity, impact, spread }: MacroVector): number | undefined {
  if (complexity > 1 || spread > 2) return undefined;
  return macroScores[reach * 2 + complexity]?.[impactGroups.indexOf(impact) * 2 + spread - 1];
}

/** EQ3 and EQ6 depend on each other: from 00 there are two ways down, and the nearer one counts. */
function scoreBelowImpact(macro: MacroVector): number | undefined {
  if (macro.impact === "21") return undefined;
  if (macro.impact === "10") return scoreOf({ ...macro, impact: "11" });
  const left = scoreOf({ ...macro, impact: "01" });
  const right = scoreOf({ ...macro, impact: "10" });
  return left === undefined || right === undefined ? undefined : Math.max(left, right);
}

/** Steps from the first of the worst vectors that is in no metric less bad. */
function distanceTo({ worst }: LevelDescription, metrics: MetricValues): number {
  for (const vector of worst) {
    const distances = Object.entries(vector).map(([name, value]) => {
      const values = steps[name] ?? "";
      return values.indexOf(metricOf(metrics, name)) - values.indexOf(value);
    });
    if (distances.every((distance) => distance >= 0)) return distances.reduce((sum, distance) => sum + distance, 0);
  }
  return 0;
}
