import * as z from "zod/mini";
import { isJsonObject } from "../../formats/json/json-value.ts";
import type { Severity } from "../../model/severity.ts";
import {
  type DocumentVariant,
  defineImporter,
  type ImportContext,
  type ImportedRecord,
  type Outcome,
} from "../define.ts";
import { techniquesIn } from "../parts/activity-of.ts";
import { activityOutcome } from "../parts/activity-outcome.ts";
import { leftOut } from "../parts/left-out.ts";
import { objectSubject } from "../parts/object-subject.ts";
import { optionalNumber, optionalText, optionalTexts } from "../parts/optional-fields.ts";
import { toTime } from "../parts/to-time.ts";

const alerting = ["process_kprobe", "process_tracepoint", "process_uprobe", "process_lsm"] as const;
const others = ["process_exec", "process_exit", "process_loader", "process_throttle"] as const;

/** Reads events that Tetragon exports: those of a tracing policy are alerts. */
export const tetragon = defineImporter({
  id: "tetragon",
  name: "Tetragon",
  reads: ["Tetragon JSON export, 1.0 and later"],
  mapped: {
    en: "Events of tracing policies (kprobe, tracepoint, uprobe, LSM): policy, message, tags, action, function, process, user, pod, container, node, time. Events without a policy, such as started and ended processes, are left out and told. Arguments, parents and stack traces are not mapped.",
    ja: "トレースポリシーによるイベント（kprobe、tracepoint、uprobe、LSM）のポリシー、メッセージ、タグ、アクション、関数、プロセス、ユーザー、Pod、コンテナ、ノード、時刻を取り込みます。プロセスの開始・終了など、ポリシーによらないイベントは診断として報告します。引数、親プロセス、スタックトレースは取り込みません。",
  },
  variants: [
    variant(alerting[0]),
    variant(alerting[1]),
    variant(alerting[2]),
    variant(alerting[3]),
    variant(others[0]),
  ],
});

function variant(event: string): DocumentVariant {
  return {
    name: `Tetragon events, ${event}`,
    form: "json",
    signs: [
      { at: `/*/${event}/process/exec_id`, is: "text" },
      { at: `/*/${event}/process/binary`, is: "text" },
    ],
    header: [],
    records: [["/*"]],
    begin: (_, context) => ({
      target: { kind: "audit-log", name: context.targetName },
      convert: (record) => convert(record, context),
    }),
  };
}

const tetragonEvent = z.object({
  process: z.nullish(
    z.object({
      exec_id: optionalText,
      uid: optionalNumber,
      binary: optionalText,
      arguments: optionalText,
      pod: z.nullish(
        z.object({
          namespace: optionalText,
          name: optionalText,
          container: z.nullish(z.object({ name: optionalText })),
        }),
      ),
    }),
  ),
  policy_name: optionalText,
  function_name: optionalText,
  message: optionalText,
  tags: optionalTexts,
  action: optionalText,
});

const envelope = z.object({ node_name: optionalText, time: optionalText, cluster_name: optionalText });

function convert({ value, pointer }: ImportedRecord, context: ImportContext): readonly Outcome[] {
  const around = context.read(envelope, value, pointer);
  if (around === undefined || !isJsonObject(value)) return [];
  const kind = alerting.find((name) => Object.hasOwn(value, name));
  const event = kind === undefined ? undefined : context.read(tetragonEvent, value[kind], `${pointer}/${kind}`);
  if (kind !== undefined && event === undefined) return [];
  const policy = event?.policy_name ?? "";
  if (event === undefined || policy === "") {
    return [
      leftOut("plain-event", pointer, {
        en: "An event without a tracing policy is no alert.",
        ja: "トレースポリシーによらないイベントは検出ではありません。",
      }),
    ];
  }
  const { process, function_name: called, action } = event;
  const subject = subjectOf(process?.pod, around.node_name ?? "");
  const command = [process?.binary, process?.arguments]
    .filter((part) => typeof part === "string" && part !== "")
    .join(" ");
  return [
    activityOutcome({
      rule: policy,
      severity: severityOf(action ?? ""),
      title: event.message ?? policy,
      message: [called ?? kind ?? "", command].filter((part) => part !== "").join(": "),
      status: action,
      subject,
      activity: {
        incident: `tetragon/${policy}/${subject}`,
        cluster: around.cluster_name,
        principal: typeof process?.uid === "number" ? `uid:${process.uid}` : null,
        firstSeen: toTime(around.time),
        events: [process?.exec_id],
        techniques: techniquesIn(event.tags ?? []),
      },
    }),
  ];
}

/** A policy gives no severity. What it stops it was written to stop. */
function severityOf(action: string): Severity | "unknown" {
  return /_(?:SIGKILL|OVERRIDE|NOTIFYENFORCER|NOTIFYKILLER)$/.test(action) ? "high" : "unknown";
}

function subjectOf(pod: NonNullable<z.infer<typeof tetragonEvent>["process"]>["pod"], node: string): string {
  if (pod === undefined || pod === null) return node === "" ? "" : `host:${node}`;
  const object = { apiVersion: "v1", kind: "Pod", name: pod.name, namespace: pod.namespace };
  const container = pod.container?.name ?? "";
  return container === "" ? objectSubject(object) : objectSubject(object, { name: container });
}
