import { readMetrics } from "./vector-metrics.ts";
import { scoreVersion2 } from "./version-2.ts";
import { scoreVersion3 } from "./version-3.ts";
import { scoreVersion4 } from "./version-4.ts";

const versionPrefix = /^CVSS:(\d\.\d)\//;

/**
 * Gives the base score of a CVSS vector, 0 to 10; `undefined` when a base metric is missing or the text is no vector.
 *
 * Vectors of 3.0, 3.1 and 4.0 name their version; one that names none is of 2.0, with or without parentheses. Threat and
 * environmental metrics are left out: they belong to whoever runs the software.
 */
export function scoreVector(vector: string): number | undefined {
  const text = vector.trim();
  const version = versionPrefix.exec(text)?.[1];
  const metrics = readMetrics(
    version === undefined ? text.replace(/^\((.*)\)$/, "$1") : text.slice("CVSS:3.1/".length),
  );
  if (metrics === undefined) return undefined;
  switch (version) {
    case undefined:
    case "2.0":
      return scoreVersion2(metrics);
    case "3.0":
    case "3.1":
      return scoreVersion3(metrics);
    case "4.0":
      return scoreVersion4(metrics);
    default:
      return undefined;
  }
}
