import type { AuditEvent } from "../model/audit-event.ts";
import { resourceOf } from "../semantics/audit/audit-object.ts";
import { isAnonymous } from "../semantics/audit/caller.ts";
import { isRefused, isSucceeded } from "../semantics/audit/outcome.ts";
import { isSystemCaller } from "../semantics/audit/system-caller.ts";
import type { AuditReads } from "./define.ts";

/** Something that reads some events. */
export interface Listener {
  readonly reads: AuditReads;
}

/** Gives the listeners that read an event, in the order in which they were given. */
export type ListenerIndex<Item extends Listener> = (event: AuditEvent) => readonly Item[];

/** Pairs of verb and resource that are remembered; the log of a hostile cluster may hold any number of them. */
const maxRemembered = 8_192;

const outcomes = ["succeeded", "refused", "failed"] as const;
const callers = ["system", "anonymous", "other"] as const;

/** The listeners of one verb and resource, by how requests ended and who made them. */
type Cell<Item> = Readonly<
  Record<(typeof outcomes)[number], Readonly<Record<(typeof callers)[number], readonly Item[]>>>
>;

/**
 * Makes an index of listeners by verb, resource, outcome and caller: an event that nobody reads costs two look-ups,
 * however many listeners there are.
 */
export function indexListeners<Item extends Listener>(listeners: readonly Item[]): ListenerIndex<Item> {
  const known = new Map<string, Map<string, Cell<Item> | undefined>>();
  let remembered = 0;
  const cellOf = (event: AuditEvent): Cell<Item> | undefined => {
    const resource = resourceOf(event);
    const byResource = known.get(event.verb);
    const cell = byResource?.get(resource);
    if (cell !== undefined || byResource?.has(resource) === true) return cell;
    if (remembered >= maxRemembered) {
      known.clear();
      remembered = 0;
    }
    const made = makeCell(listeners.filter(({ reads }) => readsRequest(reads, event, resource)));
    const holder = known.get(event.verb) ?? new Map<string, Cell<Item> | undefined>();
    known.set(event.verb, holder);
    holder.set(resource, made);
    remembered += 1;
    return made;
  };
  return (event) => {
    const cell = cellOf(event);
    if (cell === undefined) return [];
    return cell[outcomeOf(event)][callerOf(event)];
  };
}

function makeCell<Item extends Listener>(listeners: readonly Item[]): Cell<Item> | undefined {
  if (listeners.length === 0) return undefined;
  const byCaller = (outcome: (typeof outcomes)[number]) => {
    const of = (caller: (typeof callers)[number]) => listeners.filter(({ reads }) => isRead(reads, outcome, caller));
    return { system: of("system"), anonymous: of("anonymous"), other: of("other") };
  };
  return { succeeded: byCaller("succeeded"), refused: byCaller("refused"), failed: byCaller("failed") };
}

function isRead(reads: AuditReads, outcome: (typeof outcomes)[number], caller: (typeof callers)[number]): boolean {
  const wanted = reads.outcome ?? "succeeded";
  if (wanted !== "any" && wanted !== outcome) return false;
  const wantedCallers = reads.callers ?? "not-system";
  if (wantedCallers === "all") return true;
  return wantedCallers === "anonymous" ? caller === "anonymous" : caller !== "system";
}

function readsRequest(reads: AuditReads, { verb, object }: AuditEvent, resource: string): boolean {
  if (reads.verbs !== undefined && !reads.verbs.includes(verb)) return false;
  if (reads.resources === undefined) return true;
  if (object === undefined) return false;
  const slash = resource.indexOf("/");
  const whole = slash === -1 ? resource : resource.slice(0, slash);
  return reads.resources.some((wanted) => wanted === resource || wanted === "*" || wanted === `${whole}/*`);
}

function outcomeOf(event: AuditEvent): (typeof outcomes)[number] {
  if (isSucceeded(event)) return "succeeded";
  return isRefused(event) ? "refused" : "failed";
}

function callerOf(event: AuditEvent): (typeof callers)[number] {
  if (isSystemCaller(event)) return "system";
  return isAnonymous(event) ? "anonymous" : "other";
}
