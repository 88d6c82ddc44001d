import type { AuditEvent } from "../../model/audit-event.ts";

/** No client sends a longer query; what is behind is not looked at. */
const maxQueryLength = 8_192;

/** Gives the value of one parameter of a request's query; empty where it is not there. The first one counts. */
export function queryOf({ requestUri }: Pick<AuditEvent, "requestUri">, name: string): string {
  const start = requestUri.indexOf("?");
  // Most requests do not carry what is asked, and nothing is taken apart for them.
  if (start === -1 || !requestUri.includes(`${name}=`, start + 1)) return "";
  return new URLSearchParams(requestUri.slice(start + 1, start + 1 + maxQueryLength)).get(name) ?? "";
}

/**
 * Tells whether a list or watch fills a controller's memory: it names the version that it goes on from, or asks for all
 * that is there as events. What people type does not.
 *
 * Source: Kubernetes API concepts, Efficient detection of changes, Streaming lists.
 */
export function isInformer(event: Pick<AuditEvent, "requestUri">): boolean {
  return queryOf(event, "resourceVersion") !== "" || queryOf(event, "sendInitialEvents") === "true";
}
