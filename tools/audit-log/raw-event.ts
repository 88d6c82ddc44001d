import type { AuditExampleEvent } from "../../packages/sekisho/src/detectors/example.ts";
import type { JsonObject } from "../../packages/sekisho/src/formats/json/json-value.ts";

/** When and as which repetition an event happens. */
export interface Occurrence {
  /** From 1. */
  readonly repetition: number;
  /** Milliseconds since 1970. */
  readonly ms: number;
  readonly id: string;
}

/** Groups that the API server gives to users by what they are; people have what their identity provider says. */
function groupsOf(user: string): readonly string[] {
  if (user === "system:anonymous") return ["system:unauthenticated"];
  if (user.startsWith("system:node:")) return ["system:nodes", "system:authenticated"];
  if (!user.startsWith("system:serviceaccount:")) return ["developers", "system:authenticated"];
  const [, , namespace = ""] = user.split(":");
  return ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"];
}

/** Gives an event as an API server writes it. */
export function toRawEvent(event: AuditExampleEvent, { repetition, ms, id }: Occurrence): JsonObject {
  const user = event.user ?? "jane";
  const time = new Date(ms).toISOString();
  const name = (event.name ?? "").replaceAll("#", String(repetition));
  const level = event.level ?? "RequestResponse";
  const objectRef = event.resource === undefined ? undefined : objectOf(event, event.resource, name);
  const groups = event.groups ?? groupsOf(user);
  return {
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    level,
    auditID: id,
    stage: event.stage ?? "ResponseComplete",
    requestURI: uriOf(event, objectRef, name),
    verb: event.verb,
    user: { username: user, uid: `uid-of-${user}`, groups },
    ...(event.as === undefined ? {} : { impersonatedUser: { username: event.as, groups: groupsOf(event.as) } }),
    sourceIPs: [event.address ?? "198.51.100.20"],
    userAgent: event.agent ?? "kubectl/v1.36.0 (linux/amd64) kubernetes/0000000",
    ...(objectRef === undefined ? {} : { objectRef }),
    ...(event.stage === "RequestReceived" ? {} : { responseStatus: { metadata: {}, code: codeOf(event) } }),
    ...(level === "Metadata" || event.request === undefined ? {} : { requestObject: event.request }),
    ...(level !== "RequestResponse" || event.response === undefined ? {} : { responseObject: event.response }),
    requestReceivedTimestamp: time,
    stageTimestamp: time,
    annotations: {
      "authorization.k8s.io/decision": codeOf(event) === 403 ? "forbid" : "allow",
      ...event.annotations,
    },
  };
}

function objectOf({ namespace }: AuditExampleEvent, resource: string, name: string) {
  const [whole = "", subresource] = resource.split("/");
  const dot = whole.indexOf(".");
  const group = dot === -1 ? undefined : whole.slice(dot + 1);
  return {
    resource: dot === -1 ? whole : whole.slice(0, dot),
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === "" ? {} : { name }),
    ...(group === undefined ? {} : { apiGroup: group }),
    apiVersion: "v1",
    ...(subresource === undefined ? {} : { subresource }),
  };
}

function uriOf(event: AuditExampleEvent, object: ReturnType<typeof objectOf> | undefined, name: string): string {
  if (event.uri !== undefined && !event.uri.startsWith("?")) return event.uri;
  const query = event.uri ?? "";
  if (object === undefined) return `/version${query}`;
  const group = object.apiGroup === undefined ? "/api/v1" : `/apis/${object.apiGroup}/v1`;
  const namespace = event.namespace === undefined ? "" : `/namespaces/${event.namespace}`;
  const subresource = object.subresource === undefined ? "" : `/${object.subresource}`;
  return `${group}${namespace}/${object.resource}${name === "" ? "" : `/${name}`}${subresource}${query}`;
}

/** Upgraded connections are answered by 101, new objects by 201. */
function codeOf({ code, verb, resource }: AuditExampleEvent): number {
  if (code !== undefined) return code;
  if (/\/(?:exec|attach|portforward)$/.test(resource ?? "")) return 101;
  return verb === "create" ? 201 : 200;
}
