/** Names and values that tell series of one metric apart; few values each, and never from outside. */
type Labels = Readonly<Record<string, string>>;

interface Metric {
  readonly kind: "counter" | "gauge" | "histogram";
  readonly help: string;
  /** By the labels as they are printed. */
  readonly series: Map<string, Series>;
}

interface Series {
  value: number;
  /** Counts up to each bound, for histograms. */
  readonly buckets: number[];
  count: number;
}

/** Upper bounds in seconds of what takes time. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Counts what a process does, and prints it in the text format of Prometheus 0.0.4. */
export class Metrics {
  readonly #metrics = new Map<string, Metric>();

  /** Counts something. */
  count(name: string, help: string, labels: Labels = {}, by = 1): void {
    this.#series({ name, kind: "counter", help }, labels).value += by;
  }

  /** Says how much there is of something now. */
  set(name: string, help: string, value: number, labels: Labels = {}): void {
    this.#series({ name, kind: "gauge", help }, labels).value = value;
  }

  /** Notes how long something took. */
  observe(name: string, help: string, seconds: number, labels: Labels = {}): void {
    const series = this.#series({ name, kind: "histogram", help }, labels);
    series.value += seconds;
    series.count++;
    const bucket = bounds.findIndex((bound) => seconds <= bound);
    if (bucket !== -1) series.buckets[bucket] = (series.buckets[bucket] ?? 0) + 1;
  }

  /** Prints everything. */
  print(): string {
    const lines: string[] = [];
    for (const [name, { kind, help, series }] of this.#metrics) {
      lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`);
      for (const [labels, one] of series) {
        if (kind === "histogram") lines.push(...printHistogram(name, labels, one));
        else lines.push(`${name}${wrap(labels)} ${one.value}`);
      }
    }
    return `${lines.join("\n")}\n`;
  }

  #series({ name, kind, help }: Pick<Metric, "kind" | "help"> & { readonly name: string }, labels: Labels): Series {
    let metric = this.#metrics.get(name);
    if (metric === undefined) {
      metric = { kind, help, series: new Map() };
      this.#metrics.set(name, metric);
    }
    const key = printLabels(labels);
    let series = metric.series.get(key);
    if (series === undefined) {
      series = { value: 0, buckets: [], count: 0 };
      metric.series.set(key, series);
    }
    return series;
  }
}

function printHistogram(name: string, labels: string, { value, buckets, count }: Series): readonly string[] {
  const lines: string[] = [];
  let total = 0;
  for (const [index, bound] of bounds.entries()) {
    total += buckets[index] ?? 0;
    lines.push(`${name}_bucket${wrap(join(labels, `le="${bound}"`))} ${total}`);
  }
  lines.push(`${name}_bucket${wrap(join(labels, 'le="+Inf"'))} ${count}`);
  lines.push(`${name}_sum${wrap(labels)} ${value}`, `${name}_count${wrap(labels)} ${count}`);
  return lines;
}

function printLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replaceAll(/[\\"\n]/g, escapeCharacter)}"`)
    .join(",");
}

function escapeCharacter(character: string): string {
  return character === "\n" ? "\\n" : `\\${character}`;
}

function join(labels: string, label: string): string {
  return labels === "" ? label : `${labels},${label}`;
}

function wrap(labels: string): string {
  return labels === "" ? "" : `{${labels}}`;
}
