import { findObject, isJsonObject, type JsonObject, listOf, textsOf } from "../../formats/json/json-value.ts";
import { type LabelSelector, readLabelSelector, selectsLabels } from "./label-selector.ts";
import type { PolicyProblem } from "./policy-problem.ts";
import { type AdmissionRequest, labelsOf } from "./request.ts";

/** Which requests a policy or a binding is about. */
export interface MatchResources {
  /** One of them has to take the request; everything is taken when there are none. */
  readonly rules: readonly ResourceRule[];
  /** None of them may. */
  readonly excluded: readonly ResourceRule[];
  readonly namespaceSelector: LabelSelector;
  readonly objectSelector: LabelSelector;
  /** The version by which the resource is asked for has to be one of the rule's. */
  readonly isExact: boolean;
}

interface ResourceRule {
  readonly groups: readonly string[];
  readonly versions: readonly string[];
  readonly operations: readonly string[];
  readonly resources: readonly string[];
  /** Any name when empty. */
  readonly names: readonly string[];
  readonly scope: string;
}

/** Reads `matchConstraints` of a policy or `matchResources` of a binding; what is not there takes every request. */
export function readMatchResources(
  holder: JsonObject,
  name: string,
  place: { readonly pointer: string; readonly problems: PolicyProblem[] },
): MatchResources {
  const match = findObject(holder, name) ?? {};
  const inner = { pointer: `${place.pointer}/${name}`, problems: place.problems };
  return {
    rules: readRules(match, "resourceRules", inner),
    excluded: readRules(match, "excludeResourceRules", inner),
    namespaceSelector: readLabelSelector(match, "namespaceSelector", inner),
    objectSelector: readLabelSelector(match, "objectSelector", inner),
    isExact: match["matchPolicy"] === "Exact",
  };
}

function readRules(
  match: JsonObject,
  name: string,
  place: { readonly pointer: string; readonly problems: PolicyProblem[] },
): readonly ResourceRule[] {
  const rules: ResourceRule[] = [];
  for (const [index, rule] of listOf(match, name).entries()) {
    const read = isJsonObject(rule) ? readRule(rule) : emptyRule;
    const missing = ruleFields.filter(([, key]) => read[key].length === 0).map(([field]) => field);
    if (missing.length > 0) {
      const fields = missing.join(", ");
      place.problems.push({
        pointer: `${place.pointer}/${name}/${index}`,
        message: {
          en: `the rule takes nothing: it has no ${fields}`,
          ja: `${fields} がないため、このルールは何にも一致しません`,
        },
      });
    }
    rules.push(read);
  }
  return rules;
}

const ruleFields = [
  ["apiGroups", "groups"],
  ["apiVersions", "versions"],
  ["operations", "operations"],
  ["resources", "resources"],
] as const;
const emptyRule: ResourceRule = { groups: [], versions: [], operations: [], resources: [], names: [], scope: "*" };

function readRule(rule: JsonObject): ResourceRule {
  const scope = rule["scope"];
  return {
    groups: textsOf(rule, "apiGroups"),
    versions: textsOf(rule, "apiVersions"),
    operations: textsOf(rule, "operations"),
    resources: textsOf(rule, "resources"),
    names: textsOf(rule, "resourceNames"),
    scope: typeof scope === "string" ? scope : "*",
  };
}

/** Says whether requests for such resources are of those, whatever the labels of object and namespace. */
export function takesResources(match: MatchResources, request: AdmissionRequest): boolean {
  const takes = (rule: ResourceRule) => takesRequest(rule, request, match.isExact);
  if (match.rules.length > 0 && !match.rules.some(takes)) return false;
  return !match.excluded.some(takes);
}

/** Says whether a request is one of those. Source: Kubernetes API reference, MatchResources. */
export function matchesRequest(match: MatchResources, request: AdmissionRequest): boolean {
  if (!takesResources(match, request)) return false;
  const { object, oldObject } = request;
  const holders = [object, oldObject].filter((one) => one !== undefined);
  const isSelected =
    match.objectSelector.length === 0 || holders.some((one) => selectsLabels(match.objectSelector, labelsOf(one)));
  return isSelected && isInNamespace(match.namespaceSelector, request);
}

/** What belongs to no namespace is always in, but for namespaces, which are selected by their own labels. */
function isInNamespace(selector: LabelSelector, request: AdmissionRequest): boolean {
  if (selector.length === 0) return true;
  const { resource, group } = request.resource;
  if (resource === "namespaces" && group === "")
    return selectsLabels(selector, labelsOf(request.object ?? request.oldObject));
  return request.namespace === "" || selectsLabels(selector, namespaceLabels(request));
}

/** Every namespace has its name as a label, also one that nobody has shown us. */
function namespaceLabels({ namespace, namespaceObject }: AdmissionRequest): JsonObject {
  return { "kubernetes.io/metadata.name": namespace, ...labelsOf(namespaceObject) };
}

function takesRequest(rule: ResourceRule, request: AdmissionRequest, isExact: boolean): boolean {
  const { group, version, resource } = request.resource;
  const scope = request.namespace === "" || resource === "namespaces" ? "Cluster" : "Namespaced";
  return (
    includes(rule.groups, group) &&
    (!isExact || includes(rule.versions, version)) &&
    includes(rule.operations, request.operation) &&
    rule.resources.some((one) => takesResource(one, resource, request.subresource)) &&
    (rule.names.length === 0 || rule.names.includes(request.name)) &&
    (rule.scope === "*" || rule.scope === scope)
  );
}

function includes(values: readonly string[], wanted: string): boolean {
  return values.includes("*") || values.includes(wanted);
}

/** `pods`, `*`, `pods/log`, `pods/*`, `*\/scale`; without a slash a rule takes no subresource. */
function takesResource(written: string, resource: string, subresource: string): boolean {
  const slash = written.indexOf("/");
  const name = slash === -1 ? written : written.slice(0, slash);
  if (name !== "*" && name !== resource) return false;
  if (slash === -1) return subresource === "";
  const part = written.slice(slash + 1);
  if (part === "*") return name === "*" || subresource !== "";
  return part === subresource;
}
