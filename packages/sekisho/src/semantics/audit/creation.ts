import type { AuditEvent } from "../../model/audit-event.ts";

/**
 * Tells whether a request made an object that was not there: by `create`, and by an apply or update that was answered so.
 *
 * Source: Kubernetes API concepts, Server-side apply; RFC 9110, 201 Created.
 */
export function isCreation({ verb, response }: Pick<AuditEvent, "verb" | "response">): boolean {
  return verb === "create" || ((verb === "patch" || verb === "update") && response?.code === 201);
}
