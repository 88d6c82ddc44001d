import type { FieldReader } from "../compile-rules.ts";
import type { FieldValue } from "../field-value.ts";
import { type EventTime, parseEventTime, readTimeField } from "./event-time.ts";
import { type JsonRecord, readPointer, textOfJson } from "./json-value.ts";

/** An event that is JSON, with what its envelope says. */
export interface JsonEvent {
  readonly document: JsonRecord;
  readonly source: string;
  /** Of the cluster or host; empty where nobody knows. */
  readonly host: string;
  /** When it happened; read when somebody asks. */
  readonly time: () => EventTime | undefined;
  /** From 1, in the order in which events came. */
  readonly number: number;
}

/** Gives when an event happened: by the first of the members that is a time. */
export function timeOf(document: JsonRecord, keys: readonly string[]): EventTime | undefined {
  for (const key of keys) {
    const time = parseEventTime(document[key]);
    if (time !== undefined) return time;
  }
  return undefined;
}

/** Reads the fields that all JSON events have: `jevt.value[/pointer]`, `evt.time`; `undefined` for other fields. */
export function openJsonField(
  name: string,
  argument: string | undefined,
): ((event: JsonEvent) => FieldValue) | undefined {
  if (name === "jevt.value" || name === "json.value") {
    const read = readPointer(argument ?? "");
    return ({ document }) => read(document);
  }
  if (name === "jevt.obj" || name === "json.obj") return ({ document }) => textOfJson(document);
  const readTime = readTimeField(name);
  // The engine stamps an event without a time when it arrives: such a field is never absent.
  if (readTime !== undefined) return (event) => readTimeOf(event, readTime);
  switch (name) {
    case "evt.source":
      return ({ source }) => source;
    case "evt.hostname":
      return ({ host }) => (host === "" ? null : host);
    case "evt.num":
      return ({ number }) => number;
    case "evt.is_async":
      return () => false;
    case "evt.asynctype":
      return () => undefined;
    default:
      return undefined;
  }
}

function readTimeOf(event: JsonEvent, read: (time: EventTime) => FieldValue): FieldValue {
  const time = event.time();
  return time === undefined ? null : read(time);
}

/** Reads events of which nothing is known but that they are JSON. */
export const jsonReader: FieldReader<JsonEvent> = {
  open: (name, argument) => openJsonField(name, argument) ?? (() => null),
  formOf: () => "one",
};
