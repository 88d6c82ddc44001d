/** The metrics of a vector by their short names. */
export type MetricValues = ReadonlyMap<string, string>;

/** Gives a metric's value; empty when the vector does not have it. */
export function metricOf(metrics: MetricValues, name: string): string {
  return metrics.get(name) ?? "";
}

/** Reads `AV:N/AC:L/…`; `undefined` where a part is no metric or one is named twice. */
export function readMetrics(text: string): MetricValues | undefined {
  const metrics = new Map<string, string>();
  for (const part of text.split("/")) {
    const colon = part.indexOf(":");
    const name = part.slice(0, colon);
    if (colon < 1 || colon === part.length - 1 || metrics.has(name)) return undefined;
    metrics.set(name, part.slice(colon + 1));
  }
  return metrics;
}

/** Gives the weight of a metric's value; `undefined` when the vector lacks it or has a value that there is not. */
export function weightOf(
  metrics: MetricValues,
  name: string,
  weights: Readonly<Record<string, number>>,
): number | undefined {
  const value = metrics.get(name);
  return value !== undefined && Object.hasOwn(weights, value) ? weights[value] : undefined;
}
