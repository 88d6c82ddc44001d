import type { FieldValue } from "../field-value.ts";

/** A time as events give it, RFC 3339, with its parts as fields and alerts show them; in UTC. */
export interface EventTime {
  /** `2026-11-22`. */
  readonly date: string;
  /** `10:20:05`. */
  readonly clock: string;
  /** Nine digits. */
  readonly nanoseconds: string;
  readonly secondsSinceEpoch: number;
}

const pattern = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,12}))?([Zz]|[+-]\d{2}:\d{2})$/;

/** Reads a time; `undefined` for anything else. */
export function parseEventTime(text: unknown): EventTime | undefined {
  if (typeof text !== "string" || text.length > 40) return undefined;
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, date = "", clock = "", fraction = "", zone = ""] = match;
  const milliseconds = Date.parse(`${date}T${clock}${zone.toUpperCase()}`);
  if (Number.isNaN(milliseconds)) return undefined;
  const nanoseconds = fraction.padEnd(9, "0").slice(0, 9);
  const secondsSinceEpoch = Math.floor(milliseconds / 1000);
  // Most times are in UTC as they stand.
  if (zone === "Z") return { date, clock, nanoseconds, secondsSinceEpoch };
  return timeOfSeconds(secondsSinceEpoch, nanoseconds);
}

/** Gives the time of seconds since 1970, with nine digits of what goes beyond. */
export function timeOfSeconds(secondsSinceEpoch: number, nanoseconds: string): EventTime {
  const text = new Date(secondsSinceEpoch * 1000).toISOString();
  const at = text.indexOf("T");
  return { date: text.slice(0, at), clock: text.slice(at + 1, at + 9), nanoseconds, secondsSinceEpoch };
}

/** Gives a time as alerts write it: `2026-11-22T10:20:05.123456789Z`. */
export function formatEventTime({ date, clock, nanoseconds }: EventTime): string {
  return `${date}T${clock}.${nanoseconds}Z`;
}

/** Gives nanoseconds since 1970 as far as a number holds them. */
function nanosecondsSinceEpoch({ secondsSinceEpoch, nanoseconds }: EventTime): number {
  return secondsSinceEpoch * 1e9 + Number(nanoseconds);
}

/** Reads one of the `evt.*time*` fields of a time; `undefined` for a name that is none of them. */
export function readTimeField(name: string): ((time: EventTime) => FieldValue) | undefined {
  switch (name) {
    case "evt.time":
      return ({ clock, nanoseconds }) => `${clock}.${nanoseconds}`;
    case "evt.time.s":
      return ({ clock }) => clock;
    case "evt.time.iso8601":
      return formatEventTime;
    case "evt.datetime":
      return ({ date, clock, nanoseconds }) => `${date} ${clock}.${nanoseconds}`;
    case "evt.datetime.s":
      return ({ date, clock }) => `${date} ${clock}`;
    case "evt.rawtime":
    case "jevt.rawtime":
    case "json.rawtime":
      return nanosecondsSinceEpoch;
    case "evt.rawtime.s":
      return ({ secondsSinceEpoch }) => secondsSinceEpoch;
    case "evt.rawtime.ns":
      return ({ nanoseconds }) => Number(nanoseconds);
    default:
      return undefined;
  }
}
