import type { AuditEvent } from "../../model/audit-event.ts";

/** Query of a request that changes nothing. Source: Kubernetes API concepts, Dry-run. */
const dryRunPattern = /[?&]dryRun=All(?:&|$)/;

/** Tells whether a request was carried out: the answer is no error, and it was no dry run. */
export function isSucceeded(event: Pick<AuditEvent, "requestUri" | "response">): boolean {
  const code = event.response?.code ?? 0;
  return code >= 100 && code < 400 && !isDryRun(event);
}

/** Tells whether the caller may not do what they asked for: not allowed, or not known. */
export function isRefused({ response }: Pick<AuditEvent, "response">): boolean {
  const code = response?.code;
  return code === 403 || code === 401;
}

/** Tells whether a request was only tried: nothing is stored. */
function isDryRun({ requestUri }: Pick<AuditEvent, "requestUri">): boolean {
  return requestUri.includes("dryRun=All") && dryRunPattern.test(requestUri);
}
