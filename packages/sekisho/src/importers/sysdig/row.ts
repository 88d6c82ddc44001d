import type { output } from "zod/mini";
import type { ImportContext, ImportedRecord, Outcome } from "../define.ts";
import { evidenceAt } from "../parts/evidence-at.ts";
import { flawOutcome } from "../parts/flaw-outcome.ts";
import { givenSeverities } from "../parts/given-severity.ts";
import { imageTarget } from "../parts/image-target.ts";
import { describeContainer, objectSubject } from "../parts/object-subject.ts";
import { toNumber } from "../parts/optional-fields.ts";
import { present } from "../parts/present.ts";
import { toolPackageUrl } from "../parts/tool-package-url.ts";
import { nameColumns } from "./columns.ts";
import { sysdigRow } from "./schema.ts";

type Row = output<typeof sysdigRow>;

/** Converts a row of a report. */
export function convertRow({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const row = context.read(sysdigRow, nameColumns(value), pointer);
  if (row === undefined) return [];
  const { packageName: name, packageVersion: version, packageType: type, system } = row;
  const isSystem = type?.toLowerCase() === "os";
  const target = imageTarget({ name: row.image || context.targetName, digests: [row.imageId], distribution: system });
  const workload = workloadOf(row);
  const place = evidenceAt(row.packagePath || target.name);
  return [
    flawOutcome({
      id: row.id ?? "",
      package: toolPackageUrl({
        kinds: isSystem ? [system] : [type],
        name,
        version,
        distribution: isSystem ? system : undefined,
      }),
      name,
      installed: version,
      fixedIn: row.fixVersion,
      rating: row.severity,
      target,
      evidence: [workload === "" ? place : { ...place, message: workload }],
      exception: isTrue(row.isAccepted) ? { reason: "risk accepted" } : undefined,
      severities: givenSeverities([{ from: "sysdig", vector: row.vector, score: toNumber(row.score) }]),
      references: [row.link],
      knownExploited: row.exploitedSince
        ? {
            added: row.exploitedSince,
            ...present({ due: row.exploitedDue || undefined }),
            ransomware: isTrue(row.ransomware),
          }
        : undefined,
    }),
  ];
}

function isTrue(value: boolean | string | null | undefined): boolean {
  return value === true || (typeof value === "string" && /^(?:true|yes|known)$/i.test(value));
}

/** The workload that runs the image: `prod: shop/web[Deployment]/container:app`. */
function workloadOf({ workloadType, workload, container, cluster, namespace }: Row): string {
  if (!workload) return "";
  // Columns write `deployment`.
  const kind = workloadType ? workloadType.charAt(0).toUpperCase() + workloadType.slice(1) : "";
  const object = objectSubject({ kind, name: workload, namespace });
  const inside = container ? `/${describeContainer({ name: container })}` : "";
  return `${cluster ? `${cluster}: ` : ""}${object}${inside}`;
}
