import { findObject, findText, isJsonObject, type JsonObject } from "../json/json-value.ts";

/** Status of HTTP for the codes of gRPC that Cloud Audit Logs carry. Source: googleapis, google/rpc/code.proto. */
const httpOfGrpc: ReadonlyMap<number, number> = new Map([
  [1, 499],
  [2, 500],
  [3, 400],
  [4, 504],
  [5, 404],
  [6, 409],
  [7, 403],
  [8, 429],
  [9, 400],
  [10, 409],
  [11, 400],
  [12, 501],
  [13, 500],
  [14, 503],
  [15, 500],
  [16, 401],
]);

/** Tells whether a value is an entry of Cloud Logging with an audit event of a GKE cluster in it. */
export function isGkeEntry(value: JsonObject): boolean {
  const payload = findObject(value, "protoPayload");
  if (payload === undefined) return false;
  return payload["serviceName"] === "k8s.io" || (findText(payload, "methodName") ?? "").startsWith("io.k8s.");
}

/**
 * Gives the cluster of an entry, `PROJECT/LOCATION/NAME`; empty where the entry does not name it.
 *
 * Source: Google Cloud, "Monitored resources and services", k8s_cluster.
 */
export function gkeClusterOf(entry: JsonObject): string {
  const labels = findObject(findObject(entry, "resource") ?? {}, "labels") ?? {};
  const parts = [findText(labels, "project_id"), findText(labels, "location"), findText(labels, "cluster_name")];
  return parts.filter((part) => part !== undefined).join("/");
}

/**
 * Gives the event of an entry as `audit.k8s.io/v1` writes it. Groups of the caller are not in these entries.
 *
 * Source: Google Cloud, "Kubernetes audit logging information"; AuditLog and LogEntry references.
 */
export function gkeEventOf(entry: JsonObject): JsonObject {
  const payload = findObject(entry, "protoPayload") ?? {};
  const metadata = findObject(payload, "requestMetadata") ?? {};
  const operation = findObject(entry, "operation") ?? {};
  const method = findText(payload, "methodName") ?? "";
  const resource = findText(payload, "resourceName") ?? "";
  const verb = method.slice(method.lastIndexOf(".") + 1);
  const [request, response] = [bodyOf(payload["request"]), bodyOf(payload["response"])];
  const time = findText(entry, "timestamp");
  const objectRef = objectOf(resource);
  const isStart = operation["first"] === true && operation["last"] !== true;
  return {
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    level: levelOf(request, response),
    auditID: findText(operation, "id") ?? findText(entry, "insertId") ?? "",
    stage: isStart ? "ResponseStarted" : "ResponseComplete",
    requestURI: `${resource.startsWith("core/") ? `/api/${resource.slice("core/".length)}` : `/apis/${resource}`}`,
    verb,
    user: userOf(findObject(payload, "authenticationInfo") ?? {}),
    sourceIPs: [findText(metadata, "callerIp")].filter((address) => address !== undefined),
    userAgent: findText(metadata, "callerSuppliedUserAgent") ?? "",
    ...(objectRef === undefined ? {} : { objectRef }),
    responseStatus: statusOf(findObject(payload, "status"), verb),
    ...(request === undefined ? {} : { requestObject: request }),
    ...(response === undefined ? {} : { responseObject: response }),
    ...(time === undefined ? {} : { requestReceivedTimestamp: time, stageTimestamp: time }),
    annotations: findObject(entry, "labels") ?? {},
  };
}

function levelOf(request: unknown, response: unknown): string {
  if (response !== undefined) return "RequestResponse";
  return request === undefined ? "Metadata" : "Request";
}

function bodyOf(value: unknown): unknown {
  return isJsonObject(value) && Object.keys(value).length > 0 ? value : undefined;
}

function userOf(authentication: JsonObject): JsonObject {
  const username = findText(authentication, "principalEmail") ?? findText(authentication, "principalSubject") ?? "";
  const groups = username === "system:anonymous" ? ["system:unauthenticated"] : [];
  return { username, groups };
}

function statusOf(status: JsonObject | undefined, verb: string): JsonObject {
  const code = status?.["code"];
  const message = status === undefined ? undefined : findText(status, "message");
  const http = typeof code === "number" && code !== 0 ? (httpOfGrpc.get(code) ?? 500) : undefined;
  return { code: http ?? (verb === "create" ? 201 : 200), ...(message === undefined ? {} : { message }) };
}

/** Reads `apps/v1/namespaces/shop/deployments/web/scale`. */
function objectOf(resourceName: string): JsonObject | undefined {
  const [group = "", apiVersion = "", ...rest] = resourceName.split("/");
  // A namespace itself is an object, too: `core/v1/namespaces/shop`.
  const isInNamespace = rest[0] === "namespaces" && rest.length > 2;
  const namespace = rest[0] === "namespaces" ? (rest[1] ?? "") : "";
  const [resource = "", name = "", subresource = ""] = isInNamespace ? rest.slice(2) : rest;
  if (resource === "") return undefined;
  return {
    apiGroup: group === "core" ? "" : group,
    apiVersion,
    resource,
    namespace,
    name,
    subresource,
  };
}
