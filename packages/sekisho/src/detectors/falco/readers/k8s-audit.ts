import { findField } from "../../../semantics/falco-rules/fields/field.ts";
import { k8sAuditFields } from "../../../semantics/falco-rules/fields/k8s-audit-fields.ts";
import type { FieldReader } from "../compile-rules.ts";
import type { FieldValue } from "../field-value.ts";
import { type JsonEvent, openJsonField } from "./json-event.ts";
import { isRecord, type JsonRecord, memberAt, memberOf, textOfJson } from "./json-value.ts";
import { bindingFields } from "./k8s-binding.ts";
import { podFields } from "./k8s-pod.ts";

/** Members that a field is the value of. */
const paths: ReadonlyMap<string, readonly string[]> = new Map([
  ["ka.auditid", ["auditID"]],
  ["ka.stage", ["stage"]],
  ["ka.auth.decision", ["annotations", "authorization.k8s.io/decision"]],
  ["ka.auth.reason", ["annotations", "authorization.k8s.io/reason"]],
  ["ka.auth.openshift.decision", ["annotations", "authentication.openshift.io/decision"]],
  ["ka.auth.openshift.username", ["annotations", "authentication.openshift.io/username"]],
  ["ka.validations.admission.policy.failure", ["annotations", "validation.policy.admission.k8s.io/validation_failure"]],
  ["ka.security.pod.violations", ["annotations", "pod-security.kubernetes.io/audit-violations"]],
  ["ka.user.name", ["user", "username"]],
  ["ka.user.groups", ["user", "groups"]],
  ["ka.impuser.name", ["impersonatedUser", "username"]],
  ["ka.verb", ["verb"]],
  ["ka.uri", ["requestURI"]],
  ["ka.target.name", ["objectRef", "name"]],
  ["ka.target.namespace", ["objectRef", "namespace"]],
  ["ka.target.resource", ["objectRef", "resource"]],
  ["ka.target.subresource", ["objectRef", "subresource"]],
  ["ka.req.binding.subjects", ["requestObject", "subjects"]],
  ["ka.req.binding.role", ["requestObject", "roleRef", "name"]],
  ["ka.req.configmap.name", ["objectRef", "name"]],
  ["ka.req.configmap.obj", ["requestObject", "data"]],
  ["ka.req.role.rules", ["requestObject", "rules"]],
  ["ka.req.service.type", ["requestObject", "spec", "type"]],
  ["ka.resp.name", ["responseObject", "metadata", "name"]],
  ["ka.response.code", ["responseStatus", "code"]],
  ["ka.response.reason", ["responseStatus", "reason"]],
  ["ka.useragent", ["userAgent"]],
]);

/** Reads Kubernetes audit events as `audit.k8s.io/v1` writes them. Source: the k8saudit plugin, pkg/k8saudit/extract.go. */
export const k8sAuditReader: FieldReader<JsonEvent> = {
  open: (name, argument) => openJsonField(name, argument) ?? openAuditField(name, argument),
  formOf: (name) => (findField(k8sAuditFields, name)?.isList === true ? "list" : "one"),
};

function openAuditField(name: string, argument: string | undefined): (event: JsonEvent) => FieldValue {
  const index = argument === undefined ? undefined : Number(argument);
  const path = paths.get(name);
  if (path !== undefined) {
    const isList = findField(k8sAuditFields, name)?.isList === true;
    return isList ? ({ document }) => listAt(document, path) : ({ document }) => textOfJson(memberAt(document, path));
  }
  const read = podFields(name, argument) ?? bindingFields(name);
  if (read !== undefined) return ({ document }) => read(memberOf(document, "requestObject"));
  switch (name) {
    case "ka.uri.param":
      return ({ document }) => parameterOf(document, argument ?? "");
    case "ka.target.pod.name":
      return ({ document }) => podNameOf(document);
    case "ka.req.role.rules.apiGroups":
    case "ka.req.role.rules.nonResourceURLs":
    case "ka.req.role.rules.verbs":
    case "ka.req.role.rules.resources":
      return ({ document }) => ruleMembers(document, name.slice("ka.req.role.rules.".length), index);
    case "ka.req.service.ports":
      return ({ document }) => servicePorts(document, index);
    case "ka.sourceips":
      return ({ document }) => sourceAddresses(document, index);
    case "ka.cluster.name":
      return ({ host }) => (host === "" ? null : host);
    default:
      return () => null;
  }
}

/** A list with a member that is no list is nothing; so is one that is not there. */
function listAt(document: JsonRecord, path: readonly string[]): FieldValue {
  const list = memberAt(document, path);
  return Array.isArray(list) ? textsOf(list) : undefined;
}

function textsOf(list: readonly unknown[]): readonly string[] {
  return list.map(textOfJson).filter((text) => text !== undefined);
}

function parameterOf(document: JsonRecord, name: string): FieldValue {
  const uri = memberOf(document, "requestURI");
  if (typeof uri !== "string") return undefined;
  const mark = uri.indexOf("?");
  return mark === -1 ? undefined : (new URLSearchParams(uri.slice(mark + 1)).get(name) ?? undefined);
}

/** A pod that its controller names has its name in the answer alone. */
function podNameOf(document: JsonRecord): FieldValue {
  if (memberAt(document, ["objectRef", "resource"]) !== "pods") return undefined;
  const name = memberAt(document, ["objectRef", "name"]);
  return textOfJson(name ?? memberAt(document, ["responseObject", "metadata", "name"]));
}

function ruleMembers(document: JsonRecord, key: string, index: number | undefined): FieldValue {
  const rules = memberAt(document, ["requestObject", "rules"]);
  if (!Array.isArray(rules)) return undefined;
  const chosen: readonly unknown[] = index === undefined ? rules : rules.slice(index, index + 1);
  return chosen.flatMap((rule) => {
    const list = memberOf(rule, key);
    return Array.isArray(list) ? textsOf(list) : [];
  });
}

function servicePorts(document: JsonRecord, index: number | undefined): FieldValue {
  const ports = memberAt(document, ["requestObject", "spec", "ports"]);
  if (!Array.isArray(ports)) return undefined;
  return textsOf(index === undefined ? ports : ports.slice(index, index + 1));
}

function sourceAddresses(document: JsonRecord, index: number | undefined): FieldValue {
  const addresses = memberOf(document, "sourceIPs");
  if (!Array.isArray(addresses)) return undefined;
  return textsOf(index === undefined ? addresses : addresses.slice(index, index + 1));
}

/** Resources whose objects hold a template of pods, with where it stands. */
const templatePaths: ReadonlyMap<string, readonly string[]> = new Map([
  ["deployments", ["spec", "template"]],
  ["daemonsets", ["spec", "template"]],
  ["statefulsets", ["spec", "template"]],
  ["replicasets", ["spec", "template"]],
  ["replicationcontrollers", ["spec", "template"]],
  ["jobs", ["spec", "template"]],
  ["cronjobs", ["spec", "jobTemplate", "spec", "template"]],
]);

/** A request about a controller, seen as one about the pods that it makes. */
export interface TemplateView {
  /** As rules about pods see it: the resource is `pods`, the verb `create`, the body is the template. */
  readonly asPod: JsonEvent;
  /** As outputs show it: who sent what, with the pod's settings from the template. */
  readonly shown: JsonEvent;
}

/** Finds the pods that a request makes a controller make; `undefined` for a request that sends no template. */
export function findTemplateView(event: JsonEvent): TemplateView | undefined {
  const { document } = event;
  const reference = memberOf(document, "objectRef");
  const resource = memberOf(reference, "resource");
  const path = typeof resource === "string" ? templatePaths.get(resource) : undefined;
  if (path === undefined || !isRecord(reference) || memberOf(reference, "subresource") !== undefined) return undefined;
  const verb = memberOf(document, "verb");
  if (verb !== "create" && verb !== "update" && verb !== "patch") return undefined;
  const template = memberAt(memberOf(document, "requestObject"), path);
  if (!isRecord(template) || !isRecord(memberOf(template, "spec"))) return undefined;
  const shown = { ...document, requestObject: template };
  const asPod = { ...shown, verb: "create", objectRef: { ...reference, resource: "pods" } };
  return { asPod: { ...event, document: asPod }, shown: { ...event, document: shown } };
}
