import type { RuntimeEvent, RuntimeSensor } from "../../model/runtime-event.ts";
import { findObject, findText, isJsonObject, type JsonObject } from "../json/json-value.ts";
import type { EventPlace } from "./event-place.ts";
import { timeOf } from "./event-time.ts";

/** Members of which each event of Tetragon has one. Source: Tetragon, api/v1/tetragon/events.proto, GetEventsResponse. */
const tetragonKinds = [
  "process_exec",
  "process_exit",
  "process_kprobe",
  "process_tracepoint",
  "process_lsm",
  "process_uprobe",
  "process_loader",
] as const;

/**
 * Finds which sensor wrote a value; `undefined` for what is no event of a kernel.
 *
 * Sources: Falco documentation, "JSON output"; Tetragon, api/v1/tetragon; Tracee documentation, "Event structure".
 */
export function findSensor(value: JsonObject): RuntimeSensor | undefined {
  if (isJsonObject(value["output_fields"]) && typeof value["rule"] === "string") return "falco";
  if (typeof value["evt.type"] === "string") return "fields";
  if (tetragonKinds.some((kind) => isJsonObject(value[kind]))) return "tetragon";
  const isTracee = typeof value["eventName"] === "string" && typeof value["processName"] === "string";
  return isTracee && Array.isArray(value["args"]) ? "tracee" : undefined;
}

/**
 * Reads what every event of a sensor has; what it says of the kernel is read when a rule asks for it.
 *
 * @param cluster What the user or an envelope says.
 */
export function readRuntimeEvent(
  raw: JsonObject,
  sensor: RuntimeSensor,
  place: EventPlace,
  cluster = "",
): RuntimeEvent {
  const ms = timeOfSensor(raw, sensor);
  return {
    kind: "runtime",
    sensor,
    cluster: cluster || (findText(raw, "cluster_name") ?? ""),
    host: findText(raw, "hostname") ?? findText(raw, "node_name") ?? findText(raw, "hostName") ?? "",
    id: identify(raw, sensor),
    receivedMs: ms,
    stageMs: ms,
    raw,
    path: place.path,
    line: place.line,
    pointer: place.pointer,
  };
}

const nanosecondsInMs = 1e6;
/** The year 2200: later times are no nanoseconds of a clock that anybody has. */
const maxNanoseconds = 7.26e18;

function timeOfSensor(raw: JsonObject, sensor: RuntimeSensor): number {
  if (sensor === "tracee") return fromNanoseconds(raw["timestamp"]);
  const ms = timeOf(raw["time"]);
  if (ms !== 0) return ms;
  const fields = sensor === "falco" ? (findObject(raw, "output_fields") ?? {}) : raw;
  return fromNanoseconds(fields["evt.rawtime"]) || fromNanoseconds(fields["evt.time"]);
}

function fromNanoseconds(value: unknown): number {
  if (typeof value !== "number" || !(value > 1e15 && value < maxNanoseconds)) return 0;
  return Math.floor(value / nanosecondsInMs);
}

/** Texts of an id are cut: it is compared, and never shown. */
const maxIdPart = 512;

function identify(raw: JsonObject, sensor: RuntimeSensor): string {
  if (sensor === "fields") return "";
  if (sensor === "falco") return findText(raw, "uuid") ?? joined(raw["time"], raw["rule"], raw["output"]);
  if (sensor === "tracee") {
    const thread = raw["hostThreadId"] ?? raw["threadId"];
    return joined(raw["timestamp"], raw["eventName"], thread, raw["hostName"], raw["processorId"]);
  }
  const kind = tetragonKinds.find((name) => isJsonObject(raw[name])) ?? "process_exec";
  const event = findObject(raw, kind) ?? {};
  const process = findObject(event, "process") ?? {};
  return joined(raw["time"], kind, process["exec_id"], event["function_name"], raw["node_name"]);
}

function joined(...parts: readonly unknown[]): string {
  const known = parts.filter((part) => typeof part === "string" || typeof part === "number");
  return known.length < 2 ? "" : known.map((part) => String(part).slice(0, maxIdPart)).join("\n");
}
