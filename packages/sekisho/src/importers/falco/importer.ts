import * as z from "zod/mini";
import { severityOfWord } from "../../semantics/falco-rules/priority-severity.ts";
import {
  type DocumentVariant,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type Outcome,
} from "../define.ts";
import { techniquesIn } from "../parts/activity-of.ts";
import { activityOutcome } from "../parts/activity-outcome.ts";
import { objectSubject } from "../parts/object-subject.ts";
import { optionalText, optionalTexts } from "../parts/optional-fields.ts";
import { toTime } from "../parts/to-time.ts";

/** Reads alerts of Falco. */
export const falco = defineImporter({
  id: "falco",
  name: "Falco",
  reads: [
    "Falco JSON output (json_output), 0.13 and later",
    "falcosidekick webhook payloads, one, several or JSON Lines",
  ],
  mapped: {
    en: "rule, priority, output, time, tags with techniques, source, uuid; of output_fields who acted, where from, pod, container and image. Other output_fields stand in the output's text only.",
    ja: "rule、priority、output、time、tags（技術を含む）、source、uuid を取り込みます。output_fields からは、操作した主体、送信元、Pod、コンテナ、イメージを取り込みます。その他の output_fields は output の文面にのみ残ります。",
  },
  variants: [
    {
      name: "Falco alerts",
      form: "json",
      signs: [
        { at: "/*/rule", is: "text" },
        { at: "/*/priority", matches: /^(?:emergency|alert|critical|error|warning|notice|informational|info|debug)$/i },
        { at: "/*/output", is: "text" },
      ],
      header: [],
      records: [["/*"]],
      begin,
    },
  ],
});

const scalar = z.nullish(z.union([z.string(), z.number(), z.boolean()]));

const falcoAlert = z.object({
  rule: z.string(),
  priority: optionalText,
  output: optionalText,
  time: optionalText,
  hostname: optionalText,
  source: optionalText,
  uuid: optionalText,
  tags: optionalTexts,
  output_fields: z.nullish(z.record(z.string(), z.unknown())),
});

function begin(_: unknown, context: ImportContext): ReturnType<DocumentVariant["begin"]> {
  return {
    target: { kind: "audit-log", name: context.targetName },
    convert: (record) => convert(record, context),
  };
}

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const alert = context.read(falcoAlert, value, pointer);
  if (alert === undefined) return [];
  const fields = new Map(
    Object.entries(alert.output_fields ?? {}).flatMap(([name, field]) => {
      const read = scalar.safeParse(field);
      return read.success && read.data !== undefined && read.data !== null ? [[name, String(read.data)] as const] : [];
    }),
  );
  const rating = alert.priority ?? "";
  const time = toTime(alert.time);
  const principal = fields.get("ka.user.name") ?? fields.get("user.name") ?? fields.get("user.loginname");
  const subject = subjectOf(fields, alert.hostname ?? "");
  return [
    activityOutcome({
      rule: alert.rule,
      severity: severityOfWord(rating) ?? "unknown",
      rating,
      title: alert.rule,
      message: alert.output,
      status: alert.source,
      subject,
      activity: {
        incident: `falco/${alert.rule}/${subject}`,
        cluster: fields.get("k8s.cluster.name") ?? null,
        principal: principal ?? null,
        sources: [fields.get("ka.sourceips"), fields.get("fd.cip")],
        userAgent: fields.get("ka.useragent") ?? null,
        firstSeen: time,
        events: [alert.uuid, fields.get("ka.auditid")],
        techniques: techniquesIn(alert.tags ?? []),
      },
    }),
  ];
}

/** What the act is about: the object of a request, the container, the node. */
function subjectOf(fields: ReadonlyMap<string, string>, host: string): string {
  const resource = fields.get("ka.target.resource");
  if (resource !== undefined) {
    const space = fields.get("ka.target.namespace") ?? "";
    const path = [space, `${resource}/${fields.get("ka.target.name") ?? "*"}`].filter((part) => part !== "").join("/");
    return path;
  }
  const container = fields.get("container.name") ?? fields.get("container.id") ?? "";
  const isHost = container === "" || container === "host" || container === "<NA>";
  const pod = fields.get("k8s.pod.name") ?? "";
  if (pod !== "" && pod !== "<NA>") {
    const object = { apiVersion: "v1", kind: "Pod", name: pod, namespace: fields.get("k8s.ns.name") ?? null };
    return isHost ? objectSubject(object) : objectSubject(object, { name: container });
  }
  if (!isHost) return `container:${container}`;
  return host === "" ? "" : `host:${host}`;
}
