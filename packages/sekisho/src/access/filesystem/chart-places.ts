/**
 * What the YAML of a directory is: `plain` stands for itself; `chart-part` is read by helm alone, being a template or a part
 * of a subchart.
 */
export type DocumentPlace = "plain" | "chart-part";

/** The file that makes a directory a Helm chart. */
export const chartFileName = "Chart.yaml";

/** Source: kustomize, `api/konfig`: recognised names of a kustomization, the first wins. */
const kustomizationNames: readonly string[] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** Finds the kustomization among the names of a directory. */
export function findKustomizationName(names: readonly string[]): string | undefined {
  return kustomizationNames.find((name) => names.includes(name));
}

/** Tells whether a file beside Chart.yaml belongs to the chart: its values and what it depends on. */
export function isChartDocument(name: string): boolean {
  return /^(?:Chart\.yaml|Chart\.lock|requirements\.(?:yaml|lock)|values(?:[-_.].*)?\.(?:ya?ml|json))$/.test(name);
}

/**
 * Gives what the YAML in a directory of a chart is. Definitions of resources in `crds` are no templates: helm takes them as
 * they are.
 */
export function placeBelowChart(name: string, outer: DocumentPlace): DocumentPlace {
  if (name === "templates" || name === "charts") return "chart-part";
  return name === "crds" ? "plain" : outer;
}
