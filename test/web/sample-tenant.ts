import { sampleDocument } from "../../packages/platform/src/routes/fixtures/sample-report.ts";

/** A CycloneDX document of an image with these packages. */
export function sampleSbom(
  image: string,
  packages: readonly { readonly name: string; readonly version: string }[],
): string {
  return JSON.stringify({
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { type: "container", name: image } },
    components: packages.map(({ name, version }) => ({
      type: "library",
      name,
      version,
      purl: `pkg:npm/${encodeURIComponent(name)}@${version}`,
      licenses: [{ license: { id: "MIT" } }],
    })),
  });
}

/** A report of a manifest whose workloads run an image, as the scanner writes it. */
export function sampleWorkloads(image: string, count: number): string {
  const document: unknown = JSON.parse(
    sampleDocument({ kind: "manifest", name: "deploy", findings: [{ rule: "workload/host-network" }] }),
  );
  if (!isDocument(document)) throw new Error("expected a document with reports, got another");
  const relations = Array.from({ length: count }, (_, place) => ({
    from: { kind: "workload", name: `shop/web-${place}[Deployment]` },
    kind: "runs",
    to: { kind: "image", name: image },
  }));
  return JSON.stringify({ ...document, reports: document.reports.map((report) => ({ ...report, relations })) });
}

function isDocument(value: unknown): value is { readonly reports: readonly object[] } {
  return typeof value === "object" && value !== null && "reports" in value && Array.isArray(value.reports);
}

/** Texts that an enemy writes where names belong. */
export const hostileTexts = [
  "<img src=x onerror=\"document.title='run'\">",
  "</script><script>document.title='run'</script>",
  "\u202eevil\u202c \u001b[31mred\u001b[0m {{constructor.constructor('document.title=1')()}}",
  `${"x".repeat(9_990)}<b>end</b>`,
] as const;
