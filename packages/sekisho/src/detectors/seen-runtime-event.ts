import type { RuntimeEvent } from "../model/runtime-event.ts";
import type { JsonRecord } from "./falco/readers/json-value.ts";
import type { SeenEvent } from "./seen-event.ts";

/** Longer texts are cut: they come from outside, and are kept for as long as a finding is. */
const maxKeptLength = 256;

/**
 * Gives what is kept of an event of a kernel. The caller is where the process runs: its pod, else its container, else its
 * node.
 *
 * @param fields The event by Falco's names.
 */
export function toSeenRuntimeEvent(event: RuntimeEvent, fields: JsonRecord): SeenEvent {
  const caller = describePlace(event, fields);
  return {
    cluster: cut(event.cluster),
    auditId: cut(event.id.replaceAll("\n", " ")),
    path: event.path,
    line: event.line,
    pointer: event.pointer,
    receivedMs: event.receivedMs,
    caller,
    userName: caller,
    groups: [],
    impersonated: "",
    address: "",
    userAgent: "",
    verb: cut(findText(fields, "evt.type") ?? "event"),
    object: cut(
      findText(fields, "proc.cmdline") ?? findText(fields, "proc.exepath") ?? findText(fields, "proc.name") ?? "",
    ),
    code: 0,
    namespace: cut(findText(fields, "k8s.ns.name") ?? ""),
  };
}

/** Names the program of an event: what alerts of one pod are told apart by. Empty where the event does not say. */
export function describeProgram(fields: JsonRecord): string {
  return cut(findText(fields, "proc.exepath") ?? findText(fields, "proc.name") ?? "");
}

function describePlace({ host }: RuntimeEvent, fields: JsonRecord): string {
  const pod = findText(fields, "k8s.pod.name");
  if (pod !== undefined) return cut(`Pod:${findText(fields, "k8s.ns.name") ?? "default"}/${pod}`);
  const id = findText(fields, "container.id");
  if (id !== undefined && id !== "host") return cut(`Container:${findText(fields, "container.name") ?? id}`);
  return cut(`Node:${host === "" ? "unknown" : host}`);
}

function findText(fields: JsonRecord, name: string): string | undefined {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === "string" && value !== "" && value !== "<NA>" ? value : undefined;
}

/** Slices of a text keep all of it in memory: a short one is made anew. */
function cut(text: string): string {
  if (text.length <= maxKeptLength) return text;
  return Buffer.from(`${text.slice(0, maxKeptLength - 1)}…`).toString();
}
