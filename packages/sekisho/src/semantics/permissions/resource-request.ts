import { findKnownResource } from "./known-resources.ts";
import type { AccessRequest } from "./policy-rule.ts";

/**
 * Reads what is asked for: `secrets`, `po`, `deployments.apps`, `pods/exec`, `deployments.apps/scale`, `/healthz`.
 *
 * Without a group a resource that Kubernetes knows has its own, any other is looked for in every group.
 */
export function toAccessRequest(verb: string, written: string, name: string): AccessRequest {
  if (written.startsWith("/")) return { kind: "address", verb: verb.toLowerCase(), address: written };
  const [whole, subresource = ""] = splitOnce(written, "/");
  const [word, group] = splitOnce(whole, ".");
  const known = findKnownResource(word);
  const resource =
    known !== undefined && (group === undefined || group === known.group) ? known.name : word.toLowerCase();
  return {
    kind: "resource",
    verb: verb.toLowerCase(),
    group: group ?? known?.group,
    resource,
    subresource,
    name,
  };
}

function splitOnce(text: string, separator: string): readonly [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Writes a request: `get secrets`, `update deployments.apps/scale`, `get /healthz`. */
export function describeRequest(request: AccessRequest): string {
  if (request.kind === "address") return `${request.verb} ${request.address}`;
  const { verb, group, resource, subresource, name } = request;
  const whole = `${resource}${group === undefined || group === "" ? "" : `.${group}`}`;
  return `${verb} ${whole}${subresource === "" ? "" : `/${subresource}`}${name === "" ? "" : ` ${name}`}`;
}
