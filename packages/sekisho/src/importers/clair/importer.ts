import type { output } from "zod/mini";
import { type Conversion, defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { beginReport } from "./report.ts";
import { clairFeatures, clairFlaw, scannerFlaw, scannerHead } from "./schema.ts";

/** klar sorts flaws by severity. */
const severityLists = ["Defcon1", "Critical", "High", "Medium", "Low", "Negligible", "Unknown"];

/** Reads what Clair says of images. */
export const clair = defineImporter({
  id: "clair",
  name: "Clair",
  reads: [
    "Clair 4: vulnerability report of the matcher and of clairctl",
    "Clair 2: layer with features",
    "klar JSON",
    "clair-scanner JSON",
  ],
  mapped: {
    en: "Flaws with severity, CVSS where it is given, fixed version, links, layer and distribution. The list of packages without flaws is not mapped.",
    ja: "脆弱性を、重大度、CVSS (ある場合)、修正バージョン、リンク、レイヤー、ディストリビューションとともに取り込みます。脆弱性のないパッケージの一覧は取り込みません。",
  },
  variants: [
    {
      name: "Clair 4 report",
      form: "json",
      signs: [{ at: "/manifest_hash", is: "text" }, { at: "/package_vulnerabilities" }],
      header: ["manifest_hash", "packages", "distributions", "environments", "vulnerabilities", "enrichments"].map(
        (field) => `/${field}`,
      ),
      records: [["/package_vulnerabilities"]],
      begin: beginReport,
    },
    {
      name: "Clair 2 layer",
      form: "json",
      signs: [{ at: "/Layer/Name" }, { at: "/Layer/Features" }],
      header: ["Name", "NamespaceName", "Version", "AddedBy"].map((field) => `/Layer/Features/*/${field}`),
      records: [["/Layer/Features/*/Vulnerabilities/*"]],
      begin: beginLayer,
    },
    {
      name: "klar JSON",
      form: "json",
      signs: [
        { at: "/LayerCount", is: "number" },
        { at: "/Vulnerabilities", is: "object" },
      ],
      header: [],
      records: [severityLists.map((list) => `/Vulnerabilities/${list}/*`)],
      begin: (_, context) => {
        const target = imageTarget({ name: context.targetName });
        return { target, convert: (record) => convertFlaw(record, undefined, context) };
      },
    },
    {
      name: "clair-scanner JSON",
      form: "json",
      signs: [{ at: "/image", is: "text" }, { at: "/unapproved" }, { at: "/vulnerabilities" }],
      header: ["/image", "/unapproved"],
      records: [["/vulnerabilities/*"]],
      begin: beginScanner,
    },
  ],
});

interface Feature {
  readonly Name?: string | null | undefined;
  readonly NamespaceName?: string | null | undefined;
  readonly Version?: string | null | undefined;
  readonly AddedBy?: string | null | undefined;
}

function beginLayer(header: unknown, context: ImportContext): Conversion {
  const layer: unknown = header instanceof Object && "Layer" in header ? header.Layer : undefined;
  const list: unknown = layer instanceof Object && "Features" in layer ? layer.Features : [];
  const features: output<typeof clairFeatures> = context.read(clairFeatures, list, "/Layer/Features") ?? [];
  return {
    target: imageTarget({ name: context.targetName }),
    convert: (record) => convertFlaw(record, features[record.indices[0] ?? -1], context),
  };
}

function convertFlaw(
  { value, pointer }: ImportedRecord,
  feature: Feature | undefined,
  context: ImportContext,
): readonly Outcome[] {
  const flaw = context.read(clairFlaw, value, pointer);
  if (flaw === undefined) return [];
  const name = flaw.FeatureName || feature?.Name || "";
  const version = flaw.FeatureVersion ?? feature?.Version;
  const distribution = flaw.NamespaceName ?? feature?.NamespaceName;
  const { CVSSv2, CVSSv3 } = flaw.Metadata?.NVD ?? {};
  return [
    flawOutcome({
      id: flaw.Name,
      package: toolPackageUrl({ kinds: [distribution], name, version, distribution }),
      name,
      installed: version,
      fixedIn: flaw.FixedBy,
      rating: flaw.Severity,
      description: flaw.Description,
      evidence: [evidenceAt(context.targetName, { layer: layerOf(feature?.AddedBy) })],
      severities: givenSeverities([
        { from: "nvd", vector: CVSSv3?.Vectors, score: CVSSv3?.Score },
        { from: "nvd", vector: CVSSv2?.Vectors, score: CVSSv2?.Score },
      ]),
      references: [flaw.Link],
    }),
  ];
}

/** Layers are named by their digest, with others in front. */
function layerOf(name: string | null | undefined): string | undefined {
  return /sha256:[0-9a-f]{64}/.exec(name?.slice(-200) ?? "")?.[0];
}

function beginScanner(header: unknown, context: ImportContext): Conversion {
  const head = context.read(scannerHead, header ?? {}, "");
  const target = imageTarget({ name: head?.image || context.targetName });
  const unapproved = new Set(head?.unapproved);
  return {
    target,
    convert: ({ value, pointer }) => {
      const flaw = context.read(scannerFlaw, value, pointer);
      if (flaw === undefined) return [];
      const { featurename: name, featureversion: version, namespace } = flaw;
      return [
        flawOutcome({
          id: flaw.vulnerability,
          package: toolPackageUrl({ kinds: [namespace], name, version, distribution: namespace }),
          name,
          installed: version,
          fixedIn: flaw.fixedby,
          // Approved is what the list names and what lies below the threshold: nobody can say which of them.
          state: unapproved.has(flaw.vulnerability) ? "unapproved" : "approved",
          rating: flaw.severity,
          description: flaw.description,
          evidence: [evidenceAt(target.name)],
          references: [flaw.link],
        }),
      ];
    },
  };
}
