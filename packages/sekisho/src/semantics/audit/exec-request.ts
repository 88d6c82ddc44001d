import type { AuditEvent } from "../../model/audit-event.ts";

/** What a request to `pods/exec` asks for. */
export interface ExecRequest {
  /** The program and its arguments; empty where the address names none. */
  readonly command: readonly string[];
  /** Empty for the pod's default container. */
  readonly container: string;
  /** Whether somebody types into it. */
  readonly isInteractive: boolean;
}

/** A longer address is not read further. */
const maxQueryLength = 65_536;

/**
 * Reads what runs in a container from the address of the request; `undefined` for other requests than `exec`.
 *
 * Source: Kubernetes API reference, Pod v1, connect exec: query parameters `command` (repeated), `container`, `stdin`, `tty`.
 */
export function findExecRequest({ object, requestUri }: AuditEvent): ExecRequest | undefined {
  if (object?.resource !== "pods" || object.subresource !== "exec") return undefined;
  const start = requestUri.indexOf("?");
  const query = start === -1 ? "" : requestUri.slice(start + 1, start + 1 + maxQueryLength);
  const parameters = new URLSearchParams(query);
  return {
    command: parameters.getAll("command"),
    container: parameters.get("container") ?? "",
    isInteractive: parameters.get("stdin") === "true" && parameters.get("tty") === "true",
  };
}
