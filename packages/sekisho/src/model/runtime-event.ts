import type { AuditEvent } from "./audit-event.ts";

/**
 * Which sensor wrote an event: `falco`, an alert of Falco; `tetragon`; `tracee`; `fields`, an object with Falco's names of
 * fields as keys.
 */
export type RuntimeSensor = "falco" | "tetragon" | "tracee" | "fields";

/** One event of a node's kernel, as a sensor wrote it. Texts from outside are as they came: of any content, never checked. */
export interface RuntimeEvent {
  readonly kind: "runtime";
  readonly sensor: RuntimeSensor;
  /** Empty where nobody names it. */
  readonly cluster: string;
  /** Name of the node; empty where the event does not give it. */
  readonly host: string;
  /** The same for the same event sent twice; empty where nothing in the event tells it from others. */
  readonly id: string;
  /** When it happened, in milliseconds since 1970; 0 where the event has no readable time. */
  readonly receivedMs: number;
  /** The same as `receivedMs`: what orders events of all kinds. */
  readonly stageMs: number;
  /** Plain JSON, as it came. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** The file that it stands in, as reports name it. */
  readonly path: string;
  /** Line of the file, from 1; 0 where it is a part of a document. */
  readonly line: number;
  /** JSON pointer in the document or in the line; empty where the line is the event. */
  readonly pointer: string;
}

/** What a stream of events is made of. */
export type StreamEvent = AuditEvent | RuntimeEvent;
