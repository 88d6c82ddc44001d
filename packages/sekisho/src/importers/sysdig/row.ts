import type { output } from "zod/mini";
import type { ImportContext, ImportedRecord, Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { describeContainer, objectSubject } from "../parts/object-subject.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { sysdigRow } from "./schema.ts";

/** Converts a row of a report; versions of the report write the names of columns differently. */
export function convertRow({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const lower = Object.fromEntries(
    Object.entries(value instanceof Object ? value : {}).map(([name, cell]) => [name.toLowerCase(), cell]),
  );
  const row = context.read(sysdigRow, lower, pointer);
  if (row === undefined) return [];
  const name = row["package name"];
  const version = row["package version"];
  const type = row["package type"];
  const system = row["os name"];
  const isSystem = type?.toLowerCase() === "os";
  const target = imageTarget({
    name: row.image || context.targetName,
    digests: [row["image id"]],
    distribution: system,
  });
  const workload = workloadOf(row);
  const place = evidenceAt(row["package path"] || target.name);
  return [
    flawOutcome({
      id: row["vulnerability id"] || row["vulnerability name"] || "",
      package: toolPackageUrl({
        kinds: isSystem ? [system] : [type],
        name,
        version,
        distribution: isSystem ? system : undefined,
      }),
      name,
      installed: version,
      fixedIn: row["fix version"] || row["vulnerability fix version"],
      rating: row.severity,
      target,
      evidence: [workload === "" ? place : { ...place, message: workload }],
      exception: /^(?:true|yes)$/i.test(row["risk accepted"] ?? "") ? { reason: "risk accepted" } : undefined,
      severities: givenSeverities([{ from: "sysdig", vector: row["cvss vector"], score: toNumber(row["cvss score"]) }]),
      references: [row["vuln link"] || row["vulnerability link"]],
    }),
  ];
}

/** The workload that runs the image: `prod: shop/web[Deployment]/container:app`. */
function workloadOf(row: output<typeof sysdigRow>): string {
  const kind = row["k8s workload type"];
  const name = row["k8s workload name"];
  const container = row["k8s container name"];
  const cluster = row["k8s cluster name"];
  if (!name) return "";
  // Columns write `deployment`.
  const written = kind ? kind.charAt(0).toUpperCase() + kind.slice(1) : "";
  const object = objectSubject({ kind: written, name, namespace: row["k8s namespace name"] });
  const inside = container ? `/${describeContainer({ name: container })}` : "";
  return `${cluster ? `${cluster}: ` : ""}${object}${inside}`;
}
