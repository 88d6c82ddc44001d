import { readKubernetesEvent } from "../../formats/audit-log/kubernetes-event.ts";
import { findSensor, readRuntimeEvent } from "../../formats/audit-log/runtime-event.ts";
import { isJsonObject } from "../../formats/json/json-value.ts";
import type { StreamEvent } from "../../model/runtime-event.ts";

/** An event as it is kept between runs: what was read, and where. */
export interface SavedEvent {
  readonly cluster: string;
  readonly path: string;
  readonly line: number;
  readonly pointer: string;
  readonly raw: unknown;
}

/** Gives what an event is made of again. */
export function saveEvent({ cluster, path, line, pointer, raw }: StreamEvent): SavedEvent {
  return { cluster, path, line, pointer, raw };
}

/** Makes an event of what was saved; none of what is no event any more. */
export function reviveEvent({ cluster, raw, ...place }: SavedEvent): readonly StreamEvent[] {
  if (!isJsonObject(raw)) return [];
  const sensor = findSensor(raw);
  return [
    sensor === undefined ? readKubernetesEvent(raw, place, cluster) : readRuntimeEvent(raw, sensor, place, cluster),
  ];
}
