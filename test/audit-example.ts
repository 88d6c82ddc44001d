import type { AuditExample } from "../packages/sekisho/src/detectors/example.ts";
import { readKubernetesEvent } from "../packages/sekisho/src/formats/audit-log/kubernetes-event.ts";
import type { JsonObject } from "../packages/sekisho/src/formats/json/json-value.ts";
import type { AuditEvent } from "../packages/sekisho/src/model/audit-event.ts";
import { toRawEvent } from "../tools/audit-log/raw-event.ts";

/** When examples begin: a Monday, at nine. */
const startMs = Date.parse("2026-03-02T09:00:00.000Z");

/** Gives the events of an example as an API server writes them, in the order of their times. */
export function rawEventsOf({ events }: Pick<AuditExample, "events">): readonly JsonObject[] {
  const raw: JsonObject[] = [];
  let ms = startMs;
  for (const event of events) {
    for (let repetition = 1; repetition <= (event.times ?? 1); repetition++) {
      ms += (event.after ?? 1) * 1000;
      raw.push(toRawEvent(event, { repetition, ms, id: `event-${raw.length + 1}` }));
    }
  }
  return raw;
}

/** Reads the events of an example as those of a log are read. */
export function eventsOf(example: Pick<AuditExample, "events">): readonly AuditEvent[] {
  return rawEventsOf(example).map((raw, index) =>
    readKubernetesEvent(raw, { path: "audit.log", line: index + 1, pointer: "" }),
  );
}
