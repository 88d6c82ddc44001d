import type { output } from "zod/mini";
import {
  type Conversion,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type ImportedTarget,
  type Outcome,
} from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { inspectorFinding, inspectorOutcomes } from "../parts/inspector-finding.ts";
import { notScanned } from "../parts/not-scanned.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { toTime } from "../parts/to-time.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { basicFinding, ecrHead } from "./schema.ts";

/** Reads what Amazon ECR says of an image. */
export const ecr = defineImporter({
  id: "ecr",
  name: "Amazon ECR image scanning",
  reads: ["aws ecr describe-image-scan-findings: basic and enhanced scanning"],
  mapped: {
    en: "Findings of basic scanning with severity, CVSS and package, and of enhanced scanning as Amazon Inspector writes them. Basic scanning names no kind of package: packages are pkg:generic.",
    ja: "基本スキャンの検出結果を、重大度、CVSS、パッケージとともに取り込み、拡張スキャンの検出結果は Amazon Inspector の形式として取り込みます。基本スキャンにはパッケージの種類がないため、pkg:generic とします。",
  },
  variants: [
    {
      name: "Amazon ECR scan findings",
      form: "json",
      signs: [
        { at: "/imageScanFindings", is: "object" },
        { at: "/repositoryName", is: "text" },
      ],
      header: ["/repositoryName", "/imageId", "/imageScanStatus", "/imageScanFindings/imageScanCompletedAt"],
      records: [["/imageScanFindings/findings/*", "/imageScanFindings/enhancedFindings/*"]],
      begin,
    },
  ],
});

function begin(header: unknown, context: ImportContext): Conversion {
  const head = context.read(ecrHead, header ?? {}, "");
  const { status, description } = head?.imageScanStatus ?? {};
  if (status === "FAILED" || status === "UNSUPPORTED_IMAGE")
    context.tell(notScanned("Amazon ECR", description || status, "/imageScanStatus"));
  const tag = head?.imageId?.imageTag;
  const name = head?.repositoryName ? `${head.repositoryName}${tag ? `:${tag}` : ""}` : context.targetName;
  const target = imageTarget({ name, digests: [head?.imageId?.imageDigest] });
  return {
    target,
    ...present({ scannedAt: toTime(head?.imageScanFindings?.imageScanCompletedAt) }),
    convert: (record) => convert(record, target, context),
  };
}

function convert(
  { value, pattern, pointer }: ImportedRecord,
  target: ImportedTarget,
  context: ImportContext,
): readonly Outcome[] {
  if (pattern.includes("enhanced")) {
    const finding = context.read(inspectorFinding, value, pointer);
    return finding === undefined ? [] : inspectorOutcomes(finding, target);
  }
  const finding = context.read(basicFinding, value, pointer);
  return finding === undefined ? [] : [toFlaw(finding, target)];
}

function toFlaw(
  { name: id, description, uri, severity, attributes }: output<typeof basicFinding>,
  target: ImportedTarget,
): Outcome {
  const told = new Map((attributes ?? []).map(({ key, value }) => [key.toLowerCase(), value ?? ""]));
  const name = told.get("package_name") ?? "";
  const version = told.get("package_version");
  return flawOutcome({
    id,
    package: toolPackageUrl({ kinds: [], name, version }),
    name,
    installed: version,
    fixedIn: told.get("patched_version"),
    rating: severity,
    description,
    evidence: [evidenceAt(target.name)],
    severities: givenSeverities(
      ["4", "3", "2"].map((system) => ({
        from: "ecr",
        vector: told.get(`cvss${system}_vector`),
        score: toNumber(told.get(`cvss${system}_score`)),
      })),
    ),
    references: [uri],
  });
}
