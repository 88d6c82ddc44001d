import type { Severity } from "../../components/severity-mark.tsx";

/** What a finding of each severity counts; the platform's actions are weighed by the same. */
const weights: Readonly<Record<Severity, number>> = { critical: 1000, high: 100, medium: 10, low: 1, info: 0 };

/** Gives the weight of what is open. */
export function weightOf(open: Readonly<Record<Severity, number>>): number {
  return (
    open.critical * weights.critical + open.high * weights.high + open.medium * weights.medium + open.low * weights.low
  );
}

/** Gives a part of a whole, from 0 to 1. One finding can be ended by several changes: their sum is no more than all. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(1, part / whole);
}
