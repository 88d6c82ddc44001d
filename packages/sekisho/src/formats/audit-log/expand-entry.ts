import { gunzipSync } from "node:zlib";
import type { StreamEvent } from "../../model/runtime-event.ts";
import { findObject, findText, isJsonObject, type JsonObject } from "../json/json-value.ts";
import { aksTableEventOf, isAksTableRow } from "./aks-table-row.ts";
import type { EventPlace } from "./event-place.ts";
import { gkeClusterOf, gkeEventOf, isGkeEntry } from "./gke-entry.ts";
import { isKubernetesEvent, readKubernetesEvent } from "./kubernetes-event.ts";
import { maxEnvelopeBytes, maxEnvelopeDepth } from "./limits.ts";
import type { AuditLogProblemKind } from "./problems.ts";
import { findSensor, readRuntimeEvent } from "./runtime-event.ts";

/** Where events of a log go. */
export interface EventSink {
  readonly onEvent: (event: StreamEvent) => void;
  readonly onProblem: (kind: AuditLogProblemKind, place: EventPlace) => void;
}

/** A value of a log, with what the envelopes around it say. */
interface Entry {
  readonly place: EventPlace;
  /** Empty where no envelope names it. */
  readonly cluster: string;
  readonly depth: number;
}

/** Names of the lists in which events or envelopes stand. */
export const listMembers = ["items", "records", "Records", "logEvents", "events"] as const;

/** Members that log shippers put the whole line or event into. */
const wrappingMembers = [
  "message",
  "log",
  "@message",
  "MESSAGE",
  "_raw",
  "structured",
  "jsonPayload",
  "event",
] as const;

/**
 * Gives the events in a value of a log: the event itself, those of a list of the API server's webhook backend
 * (`EventList`), what the services of cloud providers and log shippers wrap around them, and events of sensors on nodes.
 *
 * Sources: Kubernetes documentation, "Auditing"; Amazon EKS control plane logging and CloudWatch Logs subscription filters;
 * Google Cloud, LogEntry; Azure Monitor, resource logs of AKS (`kube-audit`) and its tables; OpenShift logging, audit records.
 *
 * @param cluster The name that the user gives to the cluster; envelopes name it better.
 */
export function expandEntry(value: unknown, place: EventPlace, sink: EventSink, cluster = ""): void {
  expand(value, { place, cluster, depth: 0 }, sink);
}

function expand(value: unknown, entry: Entry, sink: EventSink): void {
  if (isJsonObject(value) && isKubernetesEvent(value)) {
    emit(readKubernetesEvent(value, entry.place, entry.cluster || openshiftClusterOf(value)), sink);
    return;
  }
  const sensor = isJsonObject(value) ? findSensor(value) : undefined;
  if (isJsonObject(value) && sensor !== undefined) {
    emit(readRuntimeEvent(value, sensor, entry.place, entry.cluster), sink);
    return;
  }
  if (entry.depth >= maxEnvelopeDepth || !expandEnvelope(value, { ...entry, depth: entry.depth + 1 }, sink)) {
    sink.onProblem("not-an-event", entry.place);
  }
}

function emit(event: StreamEvent, sink: EventSink): void {
  if (event.receivedMs === 0) sink.onProblem("no-time", event);
  sink.onEvent(event);
}

/** Gives false for what is no envelope. */
function expandEnvelope(value: unknown, entry: Entry, sink: EventSink): boolean {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) expand(item, below(entry, `/${index}`), sink);
    return true;
  }
  if (!isJsonObject(value)) return false;
  if (isGkeEntry(value)) {
    emit(readKubernetesEvent(gkeEventOf(value), entry.place, gkeClusterOf(value) || entry.cluster), sink);
    return true;
  }
  if (value["messageType"] === "CONTROL_MESSAGE") return true;
  const named = { ...entry, cluster: clusterOf(value) || entry.cluster };
  if (isAksTableRow(value)) {
    emit(readKubernetesEvent(aksTableEventOf(value), named.place, named.cluster), sink);
    return true;
  }
  return expandAksRecord(value, named, sink) || expandPacked(value, named, sink) || expandMembers(value, named, sink);
}

function expandMembers(value: JsonObject, entry: Entry, sink: EventSink): boolean {
  for (const member of listMembers) {
    const items: unknown = value[member];
    if (!Array.isArray(items)) continue;
    for (const [index, item] of items.entries()) expand(item, below(entry, `/${member}/${index}`), sink);
    return true;
  }
  for (const member of wrappingMembers) {
    const wrapped = value[member];
    if (typeof wrapped === "string") {
      expandText(wrapped, below(entry, `/${member}`), sink);
      return true;
    }
    if (isJsonObject(wrapped)) {
      expand(wrapped, below(entry, `/${member}`), sink);
      return true;
    }
  }
  return false;
}

/** A record of Azure Monitor holds the event as a text. Other categories are other logs of the control plane. */
function expandAksRecord(value: JsonObject, entry: Entry, sink: EventSink): boolean {
  const category = findText(value, "category") ?? findText(value, "Category");
  if (category === undefined) return false;
  const properties = findObject(value, "properties") ?? {};
  const log = findText(properties, "log") ?? findText(value, "log_s");
  if (log === undefined) return false;
  if (category.startsWith("kube-audit")) expandText(log, below(entry, "/properties/log"), sink);
  return true;
}

/** Base64 of gzip: what subscriptions of CloudWatch Logs send to Lambda, Kinesis and Firehose. */
function expandPacked(value: JsonObject, entry: Entry, sink: EventSink): boolean {
  const packed =
    findText(findObject(value, "awslogs") ?? {}, "data") ??
    findText(findObject(value, "kinesis") ?? {}, "data") ??
    findText(value, "data") ??
    findText(value, "Data");
  if (packed === undefined) return false;
  const text = unpack(packed);
  if (text === undefined) sink.onProblem("damaged-envelope", entry.place);
  else expandText(text, entry, sink);
  return true;
}

function unpack(packed: string): string | undefined {
  const bytes = Buffer.from(packed, "base64");
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return (isGzip ? gunzipSync(bytes, { maxOutputLength: maxEnvelopeBytes }) : bytes).toString();
  } catch {
    // Cut off, no gzip, or a bomb: the caller counts it, and where it stands.
    return undefined;
  }
}

/** Reads an event or envelope that stands in a text; what stands before its first bracket is a time or a node's name. */
function expandText(text: string, entry: Entry, sink: EventSink): void {
  const { value, isJson } = parseLine(text);
  if (isJson) expand(value, entry, sink);
  else sink.onProblem("not-json", entry.place);
}

/** So much may stand before the event in a line: `2026-03-02T09:00:00.000Z `, `control-plane-1 `. */
const maxPrefixLength = 300;

/** Parses a line of a log: JSON, maybe with a time or a name before it. */
export function parseLine(text: string): { readonly value?: unknown; readonly isJson: boolean } {
  const start = text.startsWith("{") ? 0 : text.slice(0, maxPrefixLength).search(/[[{]/);
  if (start === -1) return { isJson: false };
  try {
    const value: unknown = JSON.parse(start === 0 ? text : text.slice(start));
    return { value, isJson: true };
  } catch {
    return { isJson: false };
  }
}

/** Gives the name of the cluster that an envelope of a cloud provider holds; empty where it holds none. */
export function clusterOf(envelope: JsonObject): string {
  const group = findText(envelope, "logGroup");
  if (group !== undefined) return /^\/aws\/eks\/([^/]{1,100})\/cluster$/.exec(group)?.[1] ?? "";
  const id = findText(envelope, "resourceId") ?? findText(envelope, "_ResourceId");
  return /\/managedclusters\/([^/]{1,100})$/i.exec(id?.slice(-200) ?? "")?.[1]?.toLowerCase() ?? "";
}

/** OpenShift's log collector adds to the event itself. */
function openshiftClusterOf(event: JsonObject): string {
  const added = event["openshift"];
  return isJsonObject(added) ? (findText(added, "cluster_id") ?? "") : "";
}

function below(entry: Entry, pointer: string): Entry {
  const { path, line } = entry.place;
  return { ...entry, place: { path, line, pointer: entry.place.pointer + pointer } };
}
