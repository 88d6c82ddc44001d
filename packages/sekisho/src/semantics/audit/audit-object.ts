import type { AuditEvent } from "../../model/audit-event.ts";

/**
 * Names the kind of thing that a request is about, as detectors do: `secrets`, `deployments.apps`, `pods/exec`; empty for
 * requests about no object.
 */
export function resourceOf({ object }: Pick<AuditEvent, "object">): string {
  if (object === undefined) return "";
  const group = object.apiGroup === "" ? "" : `.${object.apiGroup}`;
  const subresource = object.subresource === "" ? "" : `/${object.subresource}`;
  return `${object.resource}${group}${subresource}`;
}

/**
 * Names what a request is about, as findings do: `shop/web[pods/exec]`, `kube-system/*[secrets]` for those of a namespace,
 * `*[nodes]`; the path for requests about no object. Fit for messages: on one line, and cut where no name of Kubernetes is
 * that long.
 */
export function describeAuditObject(event: Pick<AuditEvent, "object" | "requestUri">): string {
  const { object } = event;
  if (object === undefined) return nameOf(pathOf(event.requestUri));
  const name = object.name === "" ? "*" : nameOf(object.name);
  const place = object.namespace === "" || object.resource === "namespaces" ? "" : `${nameOf(object.namespace)}/`;
  return `${place}${name}[${nameOf(resourceOf(event))}]`;
}

/** Longest name of an object. Source: Kubernetes documentation, "Object Names and IDs". */
const maxNameLength = 253;

/** A text of a log may hold anything. */
function nameOf(text: string): string {
  if (text.length <= maxNameLength && /^[\x20-\x7E]*$/.test(text)) return text;
  const short = text.length > maxNameLength ? `${text.slice(0, maxNameLength)}…` : text;
  return short.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "\uFFFD");
}

/** Gives the path of a request without its query. */
export function pathOf(requestUri: string): string {
  const query = requestUri.indexOf("?");
  return query === -1 ? requestUri : requestUri.slice(0, query);
}
