import type { ScanOptions } from "../scan/options.ts";
import { allValues, type Call, lastValue } from "./arguments.ts";

/** Gives how charts are rendered: `--values a.yaml,b.yaml` is one set of files, and every `--values` is a rendering. */
export function chartOptionsOf(call: Call): Pick<ScanOptions, "charts"> {
  const sets = allValues(call, "values").map((set) => set.split(",").filter((path) => path !== ""));
  const namespace = lastValue(call, "namespace");
  return toChartOptions(call, sets, namespace);
}

/** Gives how charts are rendered where their objects become one set. */
export function oneRenderingOf(call: Call): Pick<ScanOptions, "charts"> {
  const values = lastValue(call, "values")?.split(",");
  const sets = values === undefined ? [] : [values.filter((path) => path !== "")];
  return toChartOptions(call, sets, lastValue(call, "release-namespace"));
}

/** Gives how a scan renders charts, of several sets of values the last: objects of one set are one set of objects. */
export function lastRenderingOf(call: Call): Pick<ScanOptions, "charts"> {
  const { charts } = chartOptionsOf(call);
  const set = charts?.valuesSets?.at(-1);
  return charts === undefined ? {} : { charts: { ...charts, ...(set === undefined ? {} : { valuesSets: [set] }) } };
}

function toChartOptions(
  call: Call,
  sets: readonly (readonly string[])[],
  namespace: string | undefined,
): Pick<ScanOptions, "charts"> {
  const releaseName = lastValue(call, "release-name");
  if (sets.length === 0 && namespace === undefined && releaseName === undefined) return {};
  return {
    charts: {
      ...(sets.length === 0 ? {} : { valuesSets: sets }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(releaseName === undefined ? {} : { releaseName }),
    },
  };
}
