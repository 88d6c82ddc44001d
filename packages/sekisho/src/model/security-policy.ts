import type { Location } from "./location.ts";

/** How a demand on a service is answered. */
export const demandEndings = ["met", "missing", "undecided"] as const;

/** One answer: what cannot be decided from what was given is never met. */
export type ReportedDemandEnding = (typeof demandEndings)[number];

/** What one place says of a demand, in the language of the report. */
export interface ReportedAnswer {
  readonly ended: ReportedDemandEnding;
  readonly message: string;
  readonly location: Location;
}

/** A demand on a service. */
export interface ReportedDemand {
  readonly id: string;
  readonly title: string;
  readonly ended: ReportedDemandEnding;
  /** Names of the data classes, and standards with the place, that demand it. */
  readonly because: readonly string[];
  /** What decided it: the places of the worst answer first, a few of them. */
  readonly answers: readonly ReportedAnswer[];
}

/** A service of the security policy, with what its data demands. */
export interface ReportedService {
  readonly name: string;
  /** How sensitive its data is, from 0. */
  readonly level: number;
  /** Titles of the data it holds. */
  readonly holds: readonly string[];
  readonly standards: readonly string[];
  /** The workloads that make it up; none where what was scanned holds none of them. */
  readonly workloads: readonly string[];
  readonly demands: readonly ReportedDemand[];
}
