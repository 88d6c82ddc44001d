import { repeatWork } from "../jobs/repeat-work.ts";
import type { Services } from "../services.ts";
import { type PlanRound, tendPlans } from "./tend-plans.ts";

const everyMs = 600_000;

/** Tends plans every ten minutes, until it is stopped; a server without plans has nothing to tend. */
export function startPlans(
  services: Pick<Services, "store" | "outgoing" | "plans">,
  onError: PlanRound["onError"],
): { stop(): Promise<void> } | undefined {
  const { plans } = services;
  if (plans === undefined) return undefined;
  return repeatWork({
    everyMs,
    startsNow: true,
    run: () => tendPlans(services, plans, { nowMs: Date.now(), onError }),
    onError: (error) => onError(error, "tend plans"),
  });
}
