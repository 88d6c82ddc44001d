import type { AuditEvent } from "../model/audit-event.ts";
import { describeAuditObject } from "../semantics/audit/audit-object.ts";
import { describeUser } from "../semantics/audit/caller.ts";

/** What is kept of an event: small, plain data without the bodies. Texts are cut to `maxKeptLength`. */
export interface SeenEvent {
  readonly cluster: string;
  readonly auditId: string;
  readonly path: string;
  readonly line: number;
  readonly pointer: string;
  readonly receivedMs: number;
  /** As `describePrincipal` names them. */
  readonly caller: string;
  readonly userName: string;
  readonly groups: readonly string[];
  /** Name of the user that was impersonated; empty for none. */
  readonly impersonated: string;
  /** Empty when the event gives none. */
  readonly address: string;
  readonly userAgent: string;
  readonly verb: string;
  /** `shop/web[pods/exec]`, or the path of a request about no object. */
  readonly object: string;
  readonly code: number;
  /** Empty for what is in none. */
  readonly namespace: string;
}

/** Longer texts are cut: they come from outside, and are kept for as long as a finding is. */
const maxKeptLength = 256;
const maxKeptGroups = 16;

/** Gives what is kept of an event. */
export function toSeenEvent(event: AuditEvent): SeenEvent {
  const { user, impersonated, sourceIps } = event;
  return {
    cluster: cut(event.cluster),
    auditId: cut(event.auditId),
    path: event.path,
    line: event.line,
    pointer: event.pointer,
    receivedMs: event.receivedMs,
    caller: cut(describeUser(user)),
    userName: cut(user.name),
    groups: user.groups.slice(0, maxKeptGroups).map(cut),
    impersonated: cut(impersonated?.name ?? ""),
    address: cut(sourceIps[0] ?? ""),
    userAgent: cut(event.userAgent),
    verb: cut(event.verb),
    object: cut(describeAuditObject(event)),
    code: event.response?.code ?? 0,
    namespace: cut(event.object?.namespace ?? ""),
  };
}

/** Slices of a text keep all of it in memory: a short one is made anew. */
function cut(text: string): string {
  if (text.length <= maxKeptLength) return text;
  return Buffer.from(`${text.slice(0, maxKeptLength - 1)}…`).toString();
}
