import type { AlertRule, ExplainedAnomaly, RaisedAlert } from "../../detectors/alert.ts";
import type { SeenEvent } from "../../detectors/seen-event.ts";
import type { AcceptedException } from "../../model/finding.ts";
import { compareSeverity, type Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";

/** All alerts of one rule, caller and subject: one finding. */
export interface AlertEntry {
  readonly rule: AlertRule;
  readonly cluster: string;
  readonly caller: string;
  readonly subject: string;
  readonly incident: string;
  severity: Severity;
  /** Of the worst alert. */
  message: Text;
  anomaly: ExplainedAnomaly | undefined;
  /** Some of the events: the first ones, and behind them the last. */
  readonly events: SeenEvent[];
  readonly sources: string[];
  firstMs: number;
  lastMs: number;
  count: number;
  readonly exception: AcceptedException | undefined;
}

/** Collects alerts, so that the same one a thousand times is one entry with a count. */
export interface AlertBook {
  /** Gives the entry, and whether the alert began it. */
  add(alert: RaisedAlert, story: AlertStory): { readonly entry: AlertEntry; readonly isNew: boolean } | undefined;
  entries(): readonly AlertEntry[];
  /** Alerts that had no place any more. */
  droppedCount(): number;
}

/** What is known of an alert beside it. */
export interface AlertStory {
  readonly incident: string;
  /** The decision that it is no matter; such alerts are kept apart. */
  readonly exception: AcceptedException | undefined;
}

/** So many entries are held: more findings nobody reads, and each takes some kilobytes. */
const maxAlertEntries = 20_000;
const maxKeptEvents = 5;
const maxKeptSources = 10;

/** Makes a book, with the entries of an earlier one. */
export function createAlertBook(known: readonly AlertEntry[] = [], capacity: number = maxAlertEntries): AlertBook {
  const entries = new Map<string, AlertEntry>();
  for (const entry of known) {
    entries.set(keyOf(entry.rule.id, entry, entry.subject, entry.exception !== undefined), entry);
  }
  let dropped = 0;
  return {
    add(alert, story) {
      const last = alert.events.at(-1) ?? alert.events[0];
      const isAccepted = story.exception !== undefined;
      const key = keyOf(alert.rule.id, last, alert.subject, isAccepted);
      const known = entries.get(key);
      if (known !== undefined) {
        extend(known, alert);
        return { entry: known, isNew: false };
      }
      if (entries.size >= capacity) {
        dropped += 1;
        return undefined;
      }
      const entry = begin(alert, last, story);
      entries.set(key, entry);
      return { entry, isNew: true };
    },
    entries: () => [...entries.values()],
    droppedCount: () => dropped,
  };
}

function keyOf(
  ruleId: string,
  { cluster, caller }: Pick<AlertEntry, "cluster" | "caller">,
  subject: string,
  isAccepted: boolean,
): string {
  return [ruleId, cluster, caller, subject, isAccepted].join("\n");
}

function begin(alert: RaisedAlert, last: SeenEvent, { incident, exception }: AlertStory): AlertEntry {
  const { rule, severity, subject, message, events, count, anomaly } = alert;
  // An event without a time is at none.
  const times = events.map(({ receivedMs }) => receivedMs).filter((ms) => ms > 0);
  return {
    rule,
    cluster: last.cluster,
    caller: last.caller,
    subject,
    incident,
    severity,
    message,
    anomaly,
    events: events.slice(0, maxKeptEvents),
    sources: [...new Set(events.map(({ address }) => address))].filter((address) => address !== ""),
    firstMs: times.length === 0 ? 0 : Math.min(...times),
    lastMs: Math.max(0, ...times),
    count,
    exception,
  };
}

function extend(entry: AlertEntry, { severity, message, events, count, anomaly }: RaisedAlert): void {
  entry.count += count;
  if (compareSeverity(severity, entry.severity) < 0) {
    entry.severity = severity;
    entry.message = message;
    entry.anomaly = anomaly;
  }
  for (const event of events) {
    if (event.receivedMs > 0) {
      entry.firstMs = entry.firstMs === 0 ? event.receivedMs : Math.min(entry.firstMs, event.receivedMs);
    }
    entry.lastMs = Math.max(entry.lastMs, event.receivedMs);
    const { address } = event;
    if (address !== "" && entry.sources.length < maxKeptSources && !entry.sources.includes(address)) {
      entry.sources.push(address);
    }
    if (entry.events.length >= maxKeptEvents) entry.events.pop();
    entry.events.push(event);
  }
}
