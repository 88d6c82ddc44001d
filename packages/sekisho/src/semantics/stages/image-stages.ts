import type { DockerfileBuild, Stage } from "./build.ts";
import { sourcesOf } from "./stage-sources.ts";

/** Gives the stages that become images of their own: the target, and every stage that no other one builds on or copies from. */
export function imageStages(build: DockerfileBuild): readonly Stage[] {
  const used = new Set<Stage>();
  for (const stage of build.stages) if (stage.base.kind === "stage") used.add(stage.base.stage);
  for (const step of build.steps) {
    for (const { source } of sourcesOf(build, step.instruction)) {
      if (source.kind === "stage" && source.stage !== step.stage) used.add(source.stage);
    }
  }
  return build.stages.filter((stage) => stage.from !== undefined && (stage.isTarget || !used.has(stage)));
}
