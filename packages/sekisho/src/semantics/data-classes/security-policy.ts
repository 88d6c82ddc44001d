import type { Text } from "../../model/text.ts";

/** What a class of data can demand of the services that hold it. */
export const demandIds = [
  "encryption-in-transit",
  "encryption-at-rest",
  "egress-limited",
  "ingress-limited",
  "secrets-from-key-management",
  "own-namespace",
  "own-node-pool",
  "own-cluster",
  "no-lower-class-beside",
  "sandboxed-runtime",
  "signed-images-only",
] as const;

/** One demand. */
export type DemandId = (typeof demandIds)[number];

/** A kind of data, how much harm its loss does, and what it demands. */
export interface DataClass {
  readonly name: string;
  readonly title: Text;
  /** How sensitive it is, from 0; services of different levels do not belong on one node or into one namespace. */
  readonly level: number;
  readonly demands: readonly DemandId[];
}

/** The standards that a service can fall under. */
export const standardIds = ["pci-dss", "hipaa", "gdpr"] as const;

/** One standard. */
export type StandardId = (typeof standardIds)[number];

/** Which workloads make up a service. Every part that is given must match. */
export interface WorkloadSelector {
  /** Glob of the namespace. */
  readonly namespace?: string;
  /** Labels that the pods carry. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly kinds?: readonly string[];
  /** Globs of the workloads' names. */
  readonly names?: readonly string[];
}

/** A service, and what it holds. */
export interface ServiceRules {
  readonly name: string;
  readonly select: WorkloadSelector;
  readonly holds: readonly [DataClass, ...DataClass[]];
  readonly standards: readonly StandardId[];
}

/** Gives the level of a service: that of the most sensitive data it holds. */
export function levelOf({ holds }: Pick<ServiceRules, "holds">): number {
  return Math.max(...holds.map(({ level }) => level));
}
