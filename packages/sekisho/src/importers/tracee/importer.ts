import * as z from "zod/mini";
import type { Severity } from "../../model/severity.ts";
import { defineImporter, type ImportContext, type ImportedRecord, type Outcome } from "../define.ts";
import { techniquesIn } from "../parts/activity-of.ts";
import { activityOutcome } from "../parts/activity-outcome.ts";
import { leftOut } from "../parts/left-out.ts";
import { objectSubject } from "../parts/object-subject.ts";
import { optionalNumber, optionalText } from "../parts/optional-fields.ts";
import { toTime } from "../parts/to-time.ts";

/** Reads events of Tracee: those of a signature are alerts. */
export const tracee = defineImporter({
  id: "tracee",
  name: "Tracee",
  reads: ["Tracee JSON output, 0.9 and later"],
  mapped: {
    en: "Events of signatures: eventName, metadata with severity, description, signature id and technique, process, user, container, image and pod. Events without a signature are no alerts: they are left out and told. Arguments are not mapped.",
    ja: "シグネチャによるイベントの eventName、metadata（深刻度、説明、シグネチャ ID、技術）、プロセス、ユーザー、コンテナ、イメージ、Pod を取り込みます。シグネチャを持たないイベントは検出ではないため、診断として報告します。引数は取り込みません。",
  },
  variants: [
    {
      name: "Tracee events",
      form: "json",
      signs: [
        { at: "/*/eventName", is: "text" },
        { at: "/*/processName", is: "text" },
        { at: "/*/timestamp", is: "number" },
      ],
      header: [],
      records: [["/*"]],
      begin: (_, context) => ({
        target: { kind: "audit-log", name: context.targetName },
        convert: (record) => convert(record, context),
      }),
    },
  ],
});

const text = optionalText;

const traceeEvent = z.object({
  timestamp: optionalNumber,
  eventName: z.string(),
  hostName: text,
  userId: optionalNumber,
  containerId: text,
  container: z.nullish(z.object({ id: text, name: text })),
  podName: text,
  podNamespace: text,
  containerName: text,
  kubernetes: z.nullish(z.object({ podName: text, podNamespace: text })),
  metadata: z.nullish(
    z.object({
      Description: text,
      Properties: z.nullish(
        z.object({
          Severity: optionalNumber,
          signatureID: text,
          signatureName: text,
          external_id: text,
          "MITRE ATT&CK": text,
        }),
      ),
    }),
  ),
});

/** Source: Tracee documentation, "Signatures": 0 information, 1 low, 2 medium, 3 high. */
const severities: readonly Severity[] = ["info", "low", "medium", "high"];

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const event = context.read(traceeEvent, value, pointer);
  if (event === undefined) return [];
  const properties = event.metadata?.Properties;
  if (properties === undefined || properties === null) {
    return [
      leftOut("plain-event", pointer, {
        en: "An event without a signature is no alert.",
        ja: "シグネチャを持たないイベントは検出ではありません。",
      }),
    ];
  }
  const { Severity: level, signatureID, signatureName, external_id: technique } = properties;
  const subject = subjectOf(event);
  const rule = signatureID ?? event.eventName;
  return [
    activityOutcome({
      rule,
      ...(rule === event.eventName ? {} : { aliases: [`tracee:${event.eventName}`] }),
      severity: typeof level === "number" ? (severities[level] ?? "unknown") : "unknown",
      rating: typeof level === "number" ? String(level) : null,
      title: signatureName ?? event.eventName,
      message: event.metadata?.Description,
      subject,
      activity: {
        incident: `tracee/${rule}/${subject}`,
        principal: typeof event.userId === "number" ? `uid:${event.userId}` : null,
        firstSeen: nanosecondTime(event.timestamp),
        techniques: techniquesIn([technique ?? "", properties["MITRE ATT&CK"] ?? ""]),
      },
    }),
  ];
}

/** Tracee counts nanoseconds. */
function nanosecondTime(timestamp: number | null | undefined): string | undefined {
  return typeof timestamp === "number" ? toTime(Math.floor(timestamp / 1e6)) : undefined;
}

function subjectOf(event: z.infer<typeof traceeEvent>): string {
  const container = event.container?.name ?? event.containerName ?? event.container?.id ?? event.containerId ?? "";
  const name = event.kubernetes?.podName ?? event.podName ?? "";
  const namespace = event.kubernetes?.podNamespace ?? event.podNamespace;
  if (name !== "") {
    const pod = { apiVersion: "v1", kind: "Pod", name, namespace };
    return container === "" ? objectSubject(pod) : objectSubject(pod, { name: container });
  }
  if (container !== "") return `container:${container}`;
  return typeof event.hostName === "string" && event.hostName !== "" ? `host:${event.hostName}` : "";
}
