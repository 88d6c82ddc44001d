import type { Pipeline } from "../../formats/shell/syntax.ts";
import type { CommandCall } from "./calls.ts";

/** The calls of each part of a pipeline, in source order; a part without calls is left empty. */
export type PipelineParts = readonly (readonly CommandCall[] | undefined)[];

const partsByScript = new WeakMap<readonly CommandCall[], ReadonlyMap<Pipeline, PipelineParts>>();

/** Gives the calls in a pipeline, part by part. `calls` are all calls of its script; they are sorted once. */
export function partsOfPipeline(calls: readonly CommandCall[], pipeline: Pipeline): PipelineParts {
  let byPipeline = partsByScript.get(calls);
  if (byPipeline === undefined) {
    byPipeline = groupByPipeline(calls);
    partsByScript.set(calls, byPipeline);
  }
  return byPipeline.get(pipeline) ?? [];
}

function groupByPipeline(calls: readonly CommandCall[]): ReadonlyMap<Pipeline, PipelineParts> {
  const byPipeline = new Map<Pipeline, CommandCall[][]>();
  for (const call of calls) {
    if (call.pipeline === undefined) continue;
    const { node, index } = call.pipeline;
    const parts = byPipeline.get(node) ?? [];
    byPipeline.set(node, parts);
    const part = parts[index];
    if (part === undefined) parts[index] = [call];
    else part.push(call);
  }
  return byPipeline;
}
