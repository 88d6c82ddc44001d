import { type ManifestValue, textsAt } from "../kubernetes/manifest-value.ts";

/** What one rule of a role allows: each verb on each resource, or on each address. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  /** Empty text for the core group. */
  readonly apiGroups: readonly string[];
  /** `pods`, `pods/exec`, `*`, or a subresource of every resource: star, slash, `scale`. */
  readonly resources: readonly string[];
  /** Empty when objects of every name are meant. */
  readonly resourceNames: readonly string[];
  readonly nonResourceUrls: readonly string[];
}

/** A request about objects, as the API server authorises it. */
export interface ResourceRequest {
  readonly kind: "resource";
  readonly verb: string;
  /** Empty for the core group; `undefined` asks for any group. */
  readonly group: string | undefined;
  readonly resource: string;
  /** `exec` of `pods/exec`; empty for none. */
  readonly subresource: string;
  /** Empty where the request names no object: `list`, `create`. */
  readonly name: string;
}

/** A request for an address that holds no objects: `/healthz`. */
export interface AddressRequest {
  readonly kind: "address";
  readonly verb: string;
  readonly address: string;
}

/** What is asked of the API server. */
export type AccessRequest = ResourceRequest | AddressRequest;

/** Reads a rule as it is written; what is no text is left out. */
export function readPolicyRule(value: ManifestValue): PolicyRule {
  return {
    verbs: textsAt(value, "verbs"),
    apiGroups: textsAt(value, "apiGroups"),
    resources: textsAt(value, "resources"),
    resourceNames: textsAt(value, "resourceNames"),
    nonResourceUrls: textsAt(value, "nonResourceURLs"),
  };
}

/**
 * Tells whether a rule allows a request, as the API server decides it.
 *
 * Source: Kubernetes documentation, "Using RBAC Authorization", Role and ClusterRole; API reference, PolicyRule v1.
 */
export function ruleAllows(rule: PolicyRule, request: AccessRequest): boolean {
  if (!hasWord(rule.verbs, request.verb)) return false;
  if (request.kind === "address") return rule.nonResourceUrls.some((url) => matchesAddress(url, request.address));
  if (request.group !== undefined && !hasWord(rule.apiGroups, request.group)) return false;
  if (request.group === undefined && rule.apiGroups.length === 0) return false;
  if (!hasResource(rule.resources, request.resource, request.subresource)) return false;
  return rule.resourceNames.length === 0 || rule.resourceNames.includes(request.name);
}

/** Tells whether a list names a word, or all of them by a star. */
export function hasWord(words: readonly string[], word: string): boolean {
  return words.includes(word) || words.includes("*");
}

/** Tells whether resources of a rule have one in them: by its name, by `*`, or by its subresource of every resource. */
export function hasResource(resources: readonly string[], resource: string, subresource: string): boolean {
  if (resources.includes("*")) return true;
  if (subresource === "") return resources.includes(resource);
  return resources.includes(`${resource}/${subresource}`) || resources.includes(`*/${subresource}`);
}

/** Tells whether an address of a rule means one: a star ends a prefix. */
function matchesAddress(pattern: string, address: string): boolean {
  if (pattern === address) return true;
  return pattern.endsWith("*") && address.startsWith(withoutStars(pattern));
}

function withoutStars(pattern: string): string {
  let end = pattern.length;
  while (end > 0 && pattern[end - 1] === "*") end -= 1;
  return pattern.slice(0, end);
}

/** Tells whether a rule allows everything on every object: what makes a cluster administrator when it holds everywhere. */
export function allowsEverything({ verbs, apiGroups, resources, resourceNames }: PolicyRule): boolean {
  return verbs.includes("*") && apiGroups.includes("*") && resources.includes("*") && resourceNames.length === 0;
}

/**
 * Writes a rule in a line: `get, list secrets`, `* *.*`, `update deployments, jobs [apps, batch] (web)`, `get /healthz`.
 *
 * @param first Words that are asked about: they stand first, so that none of them is among those that are only counted.
 */
export function describeRule(rule: PolicyRule, first: readonly string[] = []): string {
  const { apiGroups, resources, nonResourceUrls, resourceNames } = rule;
  const objects =
    resources.length === 0 ? [] : [`${firstOf(resources, first)}${groupText(apiGroups, resources.length)}`];
  const addresses = nonResourceUrls.length === 0 ? [] : [firstOf(nonResourceUrls, first)];
  const names = resourceNames.length === 0 ? "" : ` (${firstOf(resourceNames, first)})`;
  return `${rule.verbs.length > maxShownVerbs ? firstOf(rule.verbs, first) : rule.verbs.join(", ")} ${[...objects, ...addresses].join(", ")}${names}`;
}

function groupText(groups: readonly string[], resources: number): string {
  if (groups.length === 1 && groups[0] === "") return "";
  const written = groups.map((group) => (group === "" ? "core" : group));
  return groups.length === 1 && resources === 1 ? `.${written[0] ?? ""}` : ` [${firstOf(written, [])}]`;
}

/** So many words are written before the rest is counted. */
const maxShownWords = 4;

/** Get, list, watch, create, update, patch, delete, deletecollection. */
const maxShownVerbs = 8;

function firstOf(words: readonly string[], first: readonly string[]): string {
  if (words.length <= maxShownWords) return words.join(", ");
  const ordered = [...words.filter((word) => first.includes(word)), ...words.filter((word) => !first.includes(word))];
  return `${ordered.slice(0, maxShownWords).join(", ")}, +${words.length - maxShownWords}`;
}
