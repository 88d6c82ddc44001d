import type { StreamEvent } from "../../model/runtime-event.ts";
import { expandEntry, parseLine } from "./expand-entry.ts";
import { type AuditLogProblem, createProblemCounter } from "./problems.ts";

/** The events of one document, and what in it is none. */
export interface AuditDocument {
  readonly events: readonly StreamEvent[];
  readonly problems: readonly AuditLogProblem[];
}

/**
 * Reads one whole JSON document: the `EventList` of an API server's webhook backend, or any envelope that logs have.
 *
 * @param cluster The name that the user gives to the cluster; that of an envelope wins.
 */
export function readAuditDocument(text: string, path: string, cluster = ""): AuditDocument {
  const events: StreamEvent[] = [];
  const problems = createProblemCounter();
  const place = { path, line: 0, pointer: "" };
  const { value, isJson } = parseLine(text);
  if (!isJson) problems.add("not-json", place);
  else {
    const onEvent = (event: StreamEvent) => events.push(event);
    expandEntry(value, place, { onEvent, onProblem: (kind, at) => problems.add(kind, at) }, cluster);
  }
  return { events, problems: problems.all() };
}
