import type { JsonObject } from "../../formats/json/json-value.ts";
import type { Authority, AuthorizationValue } from "../cel/authorizer.ts";
import { failure } from "../cel/errors.ts";
import type { BoundValue } from "../cel/frame.ts";
import { fromJson } from "../cel/values.ts";
import type { AdmissionRequest } from "./request.ts";

const noAuthority = failure(
  "nobody here can say who may do what: the authorizer is asked in a cluster only",
  "ここではアクセス権を判定できません。authorizer はクラスター内でのみ利用できます",
);

/** Gives what expressions know about a request. Objects are made into values once, whoever reads them. */
export function bindRequest(
  request: AdmissionRequest,
  authority: Authority | undefined,
): ReadonlyMap<string, BoundValue> {
  return new Map<string, BoundValue>([
    ["object", fromJson(request.object ?? null)],
    ["oldObject", fromJson(request.oldObject ?? null)],
    ["namespaceObject", fromJson(request.namespaceObject ?? null)],
    ["request", fromJson(describeRequest(request))],
    ["params", null],
    ["authorizer", authority === undefined ? noAuthority : authorizerOf(authority)],
    ["authorizer.requestResource", authority === undefined ? noAuthority : resourceCheckOf(authority, request)],
  ]);
}

function describeRequest(request: AdmissionRequest): JsonObject {
  const { kind, resource, subresource, name, namespace, operation, user, isDryRun = false } = request;
  return {
    kind,
    resource,
    subResource: subresource,
    requestKind: kind,
    requestResource: resource,
    requestSubResource: subresource,
    name,
    namespace,
    operation,
    userInfo: { username: user?.username ?? "", groups: user?.groups ?? [] },
    dryRun: isDryRun,
  };
}

function authorizerOf(authority: Authority): AuthorizationValue {
  return { kind: "authorization", authority, principal: { kind: "requester" }, step: { name: "authorizer" } };
}

function resourceCheckOf(authority: Authority, request: AdmissionRequest): AuthorizationValue {
  const { group, resource } = request.resource;
  const { subresource, namespace, name } = request;
  const subject = {
    kind: "resource",
    group,
    resource,
    subresource,
    namespace,
    name,
    fieldSelector: "",
    labelSelector: "",
  } as const;
  return { ...authorizerOf(authority), step: { name: "check", subject } };
}
