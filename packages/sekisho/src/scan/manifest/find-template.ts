import { join } from "node:path";
import type { ChartFiles } from "../../access/rendering/read-chart.ts";

/** A template of a chart or of one of the charts in it. */
export interface FoundTemplate {
  /** Absolute. */
  readonly path: string;
  /** The chart itself first, then the one in it that the template belongs to, level by level. */
  readonly chain: readonly [ChartFiles, ...ChartFiles[]];
}

/**
 * Finds the file that helm names `web/charts/db/templates/service.yaml`: charts are named there as those that hold them
 * call them. `undefined` for a template of an archive, and for names that lead nowhere.
 */
export function findTemplate(chart: ChartFiles, source: string): FoundTemplate | undefined {
  const chain: [ChartFiles, ...ChartFiles[]] = [chart];
  let holder = chart;
  let rest = source.slice(source.indexOf("/") + 1);
  while (rest.startsWith("charts/")) {
    const [, key = "", ...others] = rest.split("/");
    const inner = holder.charts.find((candidate) => candidate.key === key || candidate.name === key);
    if (inner === undefined) return undefined;
    chain.push(inner);
    holder = inner;
    rest = others.join("/");
  }
  const path = join(holder.directory, rest);
  return holder.templates.some((template) => template.path === path) ? { path, chain } : undefined;
}
