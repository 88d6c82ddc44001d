import type {
  AuditBodyState,
  AuditEvent,
  AuditLevel,
  AuditObject,
  AuditResponse,
  AuditStage,
  AuditUser,
} from "../../model/audit-event.ts";
import { isJsonObject, type JsonObject } from "../json/json-value.ts";
import type { EventPlace } from "./event-place.ts";
import { timeOf } from "./event-time.ts";

const stages: ReadonlyMap<string, AuditStage> = new Map([
  ["RequestReceived", "RequestReceived"],
  ["ResponseStarted", "ResponseStarted"],
  ["ResponseComplete", "ResponseComplete"],
  ["Panic", "Panic"],
]);

const levels: ReadonlyMap<string, AuditLevel> = new Map([
  ["Metadata", "Metadata"],
  ["Request", "Request"],
  ["RequestResponse", "RequestResponse"],
]);

const nobody: AuditUser = { name: "", groups: [], uid: "", extra: {} };
const noTexts: readonly string[] = [];
const noAnnotations: Readonly<Record<string, string>> = {};

/** The API server's own note that the bodies did not fit. Source: k8s.io/apiserver, plugin/pkg/audit/truncate. */
const truncationNote = "audit.k8s.io/truncated";

/** Verbs whose requests have no body. */
const bodilessVerbs: ReadonlySet<string> = new Set(["get", "list", "watch", "head", "options"]);

/** Tells whether a value is an event of the API server: `audit.k8s.io`, of any version or without one. */
export function isKubernetesEvent(value: JsonObject): boolean {
  return typeof value["auditID"] === "string" || (typeof value["stage"] === "string" && isJsonObject(value["user"]));
}

/**
 * Reads an event as the API server writes it; members of a wrong type count as missing.
 *
 * Source: Kubernetes API reference, audit.k8s.io/v1, Event; v1beta1 differs by `timestamp` for the two times alone.
 *
 * @param cluster What the envelope says.
 */
export function readKubernetesEvent(raw: JsonObject, place: EventPlace, cluster = ""): AuditEvent {
  const level = levels.get(textOf(raw["level"])) ?? "Metadata";
  const stage = stages.get(textOf(raw["stage"])) ?? "ResponseComplete";
  const verb = textOf(raw["verb"]);
  const annotations = readAnnotations(raw["annotations"]);
  const isTruncated = annotations[truncationNote] === "true";
  const requestObject = raw["requestObject"] ?? undefined;
  const responseObject = raw["responseObject"] ?? undefined;
  const response = readResponse(raw["responseStatus"]);
  const receivedMs = timeOf(raw["requestReceivedTimestamp"]) || timeOf(raw["timestamp"]);
  const stageMs = timeOf(raw["stageTimestamp"]) || receivedMs;
  return {
    kind: "audit",
    cluster,
    auditId: textOf(raw["auditID"]),
    stage,
    level,
    verb,
    user: readUser(raw["user"]),
    impersonated: isJsonObject(raw["impersonatedUser"]) ? readUser(raw["impersonatedUser"]) : undefined,
    sourceIps: readTexts(raw["sourceIPs"]),
    userAgent: textOf(raw["userAgent"]),
    object: readObject(raw["objectRef"]),
    requestUri: textOf(raw["requestURI"]),
    response: response ?? (stage === "RequestReceived" ? undefined : noResponse),
    requestObject,
    requestBody: requestBodyState({ body: requestObject, level, isTruncated, verb }),
    responseObject,
    responseBody: responseBodyState(responseObject, level, isTruncated),
    receivedMs: receivedMs || stageMs,
    stageMs,
    annotations,
    raw,
    path: place.path,
    line: place.line,
    pointer: place.pointer,
  };
}

const noResponse: AuditResponse = { code: 0, reason: "", status: "", message: "" };

interface RequestBody {
  readonly body: unknown;
  readonly level: AuditLevel;
  readonly isTruncated: boolean;
  readonly verb: string;
}

function requestBodyState({ body, level, isTruncated, verb }: RequestBody): AuditBodyState {
  if (body !== undefined) return "given";
  if (bodilessVerbs.has(verb)) return "none";
  if (isTruncated) return "truncated";
  return level === "Metadata" ? "not-asked" : "none";
}

function responseBodyState(body: unknown, level: AuditLevel, isTruncated: boolean): AuditBodyState {
  if (body !== undefined) return "given";
  if (isTruncated) return "truncated";
  return level === "RequestResponse" ? "none" : "not-asked";
}

function readUser(value: unknown): AuditUser {
  if (!isJsonObject(value)) return nobody;
  return {
    name: textOf(value["username"]),
    groups: readTexts(value["groups"]),
    uid: textOf(value["uid"]),
    extra: isJsonObject(value["extra"]) ? readExtra(value["extra"]) : nobody.extra,
  };
}

function readExtra(value: JsonObject): AuditUser["extra"] {
  if (isRecordOf(value, isTextList)) return value;
  const lists = Object.entries(value).filter(([, held]) => Array.isArray(held));
  return Object.fromEntries(lists.map(([key, held]) => [key, readTexts(held)]));
}

function readObject(value: unknown): AuditObject | undefined {
  if (!isJsonObject(value)) return undefined;
  const resource = textOf(value["resource"]);
  if (resource === "") return undefined;
  return {
    apiGroup: textOf(value["apiGroup"]),
    apiVersion: textOf(value["apiVersion"]),
    resource,
    subresource: textOf(value["subresource"]),
    namespace: textOf(value["namespace"]),
    name: textOf(value["name"]),
    uid: textOf(value["uid"]),
  };
}

function readResponse(value: unknown): AuditResponse | undefined {
  if (!isJsonObject(value)) return undefined;
  const code = value["code"];
  return {
    code: typeof code === "number" && Number.isInteger(code) ? code : 0,
    reason: textOf(value["reason"]),
    status: textOf(value["status"]),
    message: textOf(value["message"]),
  };
}

function readAnnotations(value: unknown): Readonly<Record<string, string>> {
  if (!isJsonObject(value)) return noAnnotations;
  if (isRecordOf(value, isText)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, held]) => (isText(held) ? [[key, held]] : [])));
}

/** Maps are nearly always right: those are not copied. */
function isRecordOf<Held>(
  value: JsonObject,
  isHeld: (held: unknown) => held is Held,
): value is Readonly<Record<string, Held>> {
  for (const key in value) if (!isHeld(value[key])) return false;
  return true;
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && isTexts(value);
}

/** Lists are nearly always right: those are not copied. */
function readTexts(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return noTexts;
  const list: readonly unknown[] = value;
  return isTexts(list) ? list : list.filter((item) => typeof item === "string");
}

function isTexts(list: readonly unknown[]): list is readonly string[] {
  for (const item of list) if (typeof item !== "string") return false;
  return true;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
