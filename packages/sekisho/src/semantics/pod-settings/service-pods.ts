import { describeGroupKind } from "../kubernetes/group-kind.ts";
import type { PodContainer, PodTemplate } from "./pod-template.ts";

const endingKinds: ReadonlySet<string> = new Set(["Job.batch", "CronJob.batch"]);

/** Tells whether pods of a template are meant to run on and on: no jobs, no pods that are not started again. */
export function runsForever({ workload, spec }: PodTemplate): boolean {
  return !endingKinds.has(describeGroupKind(workload)) && (spec.restartPolicy ?? "Always") === "Always";
}

/** Tells whether a container runs as long as its pod: a main one or a sidecar. */
export function isRunning({ role }: PodContainer): boolean {
  return role === "main" || role === "sidecar";
}
