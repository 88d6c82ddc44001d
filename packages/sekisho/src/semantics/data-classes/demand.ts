import type { Text } from "../../model/text.ts";
import type { ManifestObject } from "../kubernetes/manifest-object.ts";
import type { DemandId } from "./security-policy.ts";
import type { PlacedService, ServiceIndex } from "./service-index.ts";

/** How a demand is answered: what cannot be decided from what was given is never met. */
export type DemandEnding = "met" | "missing" | "undecided";

/** What one place says of a demand. */
export interface DemandAnswer {
  readonly ended: DemandEnding;
  readonly object: ManifestObject;
  /** JSON pointer in the object. */
  readonly pointer: string;
  readonly message: Text;
}

/** A demand that files can speak about. */
export interface Demand {
  readonly id: DemandId;
  /** States what is wanted. */
  readonly title: Text;
  /** What every place says; the service has at least one workload. */
  judge(placed: PlacedService, index: ServiceIndex): readonly DemandAnswer[];
}

/** Gives the answer of all places together: the worst one. */
export function endingOf(answers: readonly Pick<DemandAnswer, "ended">[]): DemandEnding {
  if (answers.some(({ ended }) => ended === "missing")) return "missing";
  if (answers.length === 0 || answers.some(({ ended }) => ended === "undecided")) return "undecided";
  return "met";
}
