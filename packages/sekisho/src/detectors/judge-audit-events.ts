import type { AuditEvent } from "../model/audit-event.ts";
import type { ParameterSchema, ParametersOf } from "../model/check.ts";
import type { Severity } from "../model/severity.ts";
import type { Text } from "../model/text.ts";
import type { AddressLists } from "../semantics/address-lists/address-lists.ts";
import { describeCaller } from "../semantics/audit/caller.ts";
import type { EventJudge, JudgeCoverage, RaisedAlert } from "./alert.ts";
import { type Baseline, createBaseline, type SavedBaseline } from "./baseline.ts";
import type {
  AuditAlert,
  AuditDetector,
  AuditReads,
  AuditSurroundings,
  BaselineDetector,
  EventDetector,
  SequenceDetector,
  WindowDetector,
} from "./define.ts";
import { describeAnomaly } from "./describe-anomaly.ts";
import { indexListeners } from "./listener-index.ts";
import { type SeenEvent, toSeenEvent } from "./seen-event.ts";
import { createSequenceTracker, type SavedSequence } from "./sequence-tracker.ts";
import { createWindowCounter, type SavedWindow } from "./window-counter.ts";

/** A detector with what the configuration says of it. */
export interface PlannedDetector {
  readonly detector: AuditDetector;
  readonly parameters: ParametersOf<ParameterSchema>;
  /** The configuration's severity, which wins over every other. */
  readonly severity: Severity | undefined;
}

/** What detectors remember between events, as plain JSON: by id of the detector. */
export interface DetectorMemory {
  readonly windows: Readonly<Record<string, readonly SavedWindow[]>>;
  readonly sequences: Readonly<Record<string, readonly SavedSequence[]>>;
  /** Left out where nothing is compared with what is usual. */
  readonly baseline?: SavedBaseline | undefined;
}

/** A judge of our detectors. */
export interface AuditJudge extends EventJudge {
  /** Gives everything that is remembered. */
  save(): DetectorMemory;
  /** Gives since when it is learned what is usual in a cluster, in milliseconds since 1970; 0 where nothing was learned. */
  learningSinceMs(cluster: string): number;
}

/** What a judge is made of. */
export interface AuditJudgeSettings {
  /** Asked at every event, so that lists can be replaced while a stream goes on. */
  readonly threats: () => AddressLists;
  /** Days in which the usual is learned before anything is unusual; `defaultLearnDays` when left out. */
  readonly learnDays?: number;
  /** What an earlier judge saved. */
  readonly memory?: DetectorMemory | undefined;
}

/** A week has all that returns: working days, nights, the end of a week. */
const defaultLearnDays = 7;

/** One thing that a detector reads, with what it makes of an event. */
interface AuditListener {
  readonly reads: AuditReads;
  readonly record: DetectorRecord;
  readonly hear: (event: AuditEvent) => readonly RaisedAlert[];
}

/** What happened to one detector. */
interface DetectorRecord {
  readonly id: string;
  readEvents: number;
  /** Events whose body was needed, and was left out by the audit policy or cut off. */
  withoutBody: number;
  /** The first thing that went wrong in the detector itself. */
  defect: string | undefined;
  readonly forgotten: () => number;
}

/** What a detector's listeners are made with. */
interface Hearing {
  readonly planned: PlannedDetector;
  readonly surroundings: AuditSurroundings;
}

/** A detector at work. */
interface RunningDetector {
  readonly listeners: readonly Omit<AuditListener, "record">[];
  readonly forgotten: () => number;
}

/** Makes a judge of detectors. */
export function createAuditJudge(plan: readonly PlannedDetector[], settings: AuditJudgeSettings): AuditJudge {
  const windows = new Map<string, ReturnType<typeof createWindowCounter>>();
  const sequences = new Map<string, ReturnType<typeof createSequenceTracker>>();
  const { learnDays = defaultLearnDays, memory } = settings;
  const baseline = createBaseline({ learnDays }, memory?.baseline);
  const start = (planned: PlannedDetector): RunningDetector => {
    const { detector, parameters } = planned;
    const surroundings: AuditSurroundings = {
      parameters,
      get threats() {
        return settings.threats();
      },
    };
    const hearing = { planned, surroundings };
    if (detector.kind === "event") return startEvent(detector, hearing);
    if (detector.kind === "baseline") return startBaseline(detector, hearing, baseline);
    if (detector.kind === "window") {
      const counter = createWindowCounter(memory?.windows[detector.id]);
      windows.set(detector.id, counter);
      return startWindow(detector, hearing, counter);
    }
    const tracker = createSequenceTracker(detector.steps.length, memory?.sequences[detector.id]);
    sequences.set(detector.id, tracker);
    return startSequence(detector, hearing, tracker);
  };
  const isLearning = plan.some(({ detector }) => detector.kind === "baseline");
  const records: DetectorRecord[] = [];
  const listeners = plan.flatMap((planned) => {
    const { listeners: own, forgotten } = start(planned);
    const { id } = planned.detector;
    const record: DetectorRecord = { id, readEvents: 0, withoutBody: 0, defect: undefined, forgotten };
    records.push(record);
    return own.map((listener): AuditListener => ({ ...listener, record }));
  });
  const findListeners = indexListeners(listeners);
  return {
    hears: "answers",
    judge(event) {
      const found = findListeners(event);
      const alerts = found.length === 0 ? noAlerts : found.flatMap((listener) => hear(listener, event));
      // What is judged is not yet usual.
      if (isLearning) baseline.learn(event);
      return alerts;
    },
    coverage: () => records.map(coverageOf),
    learningSinceMs: (cluster) => (isLearning ? (baseline.sinceMs(cluster) ?? 0) : 0),
    save: (): DetectorMemory => ({
      windows: Object.fromEntries(Array.from(windows, ([id, counter]) => [id, counter.save()])),
      sequences: Object.fromEntries(Array.from(sequences, ([id, tracker]) => [id, tracker.save()])),
      ...(isLearning ? { baseline: baseline.save() } : {}),
    }),
  };
}

const noAlerts: readonly RaisedAlert[] = [];

function hear({ reads, record, hear: judge }: AuditListener, event: AuditEvent): readonly RaisedAlert[] {
  record.readEvents += 1;
  if (reads.needs !== undefined && lacksBody(event, reads.needs)) {
    record.withoutBody += 1;
    return noAlerts;
  }
  try {
    return judge(event);
  } catch (error) {
    // A defect of one detector on hostile content takes nothing from the others; the coverage tells of it.
    record.defect ??= error instanceof Error ? error.message : String(error);
    return noAlerts;
  }
}

function lacksBody(event: AuditEvent, needs: "request" | "response"): boolean {
  const state = needs === "request" ? event.requestBody : event.responseBody;
  return state === "not-asked" || state === "truncated";
}

function startEvent(detector: EventDetector, { planned, surroundings }: Hearing): RunningDetector {
  const hear = (event: AuditEvent) => {
    const alerts = detector.judge(event, surroundings);
    if (alerts.length === 0) return noAlerts;
    const seen = toSeenEvent(event);
    return alerts.map((alert) => raise(planned, alert, [seen], 1));
  };
  return { listeners: [{ reads: detector.reads, hear }], forgotten: () => 0 };
}

function startWindow(
  detector: WindowDetector,
  { planned, surroundings }: Hearing,
  counter: ReturnType<typeof createWindowCounter>,
): RunningDetector {
  const limits = detector.limits(planned.parameters);
  const hear = (event: AuditEvent) => {
    const item = detector.itemOf(event, surroundings);
    if (item === undefined) return noAlerts;
    const key = detector.keyOf?.(event) ?? describeCaller(event);
    const entry = { key: clusterKey(event, key), item, ms: event.receivedMs, see: () => toSeenEvent(event) };
    const full = counter.add(entry, limits);
    if (full === undefined) return noAlerts;
    const burst = { key, items: full.items, seconds: limits.seconds, event };
    const alert = detector.alert(burst, surroundings);
    const events = withLast(full.events, toSeenEvent(event));
    return [raise(planned, alert, events, full.items.length)];
  };
  return { listeners: [{ reads: detector.reads, hear }], forgotten: () => counter.forgotten() };
}

function startBaseline(
  detector: BaselineDetector,
  { planned, surroundings }: Hearing,
  baseline: Baseline,
): RunningDetector {
  const threshold = detector.threshold(planned.parameters);
  const hear = (event: AuditEvent) => {
    const comparison = baseline.compare(event, detector.dimensions);
    if (comparison === undefined || comparison.score < threshold) return noAlerts;
    const alert = detector.alert(event, comparison, surroundings);
    if (alert === undefined) return noAlerts;
    return [{ ...raise(planned, alert, [toSeenEvent(event)], 1), anomaly: describeAnomaly(comparison) }];
  };
  return { listeners: [{ reads: detector.reads, hear }], forgotten: () => baseline.forgotten() };
}

function startSequence(
  detector: SequenceDetector,
  { planned, surroundings }: Hearing,
  tracker: ReturnType<typeof createSequenceTracker>,
): RunningDetector {
  const withinMs = detector.seconds(planned.parameters) * 1000;
  const listeners = detector.steps.map((step, index) => ({
    reads: step.reads,
    hear(event: AuditEvent): readonly RaisedAlert[] {
      const alerts: RaisedAlert[] = [];
      for (const key of step.keysOf(event, surroundings)) {
        const taken = { key: clusterKey(event, key), index, ms: event.receivedMs, see: () => toSeenEvent(event) };
        const [first, second, ...others] = tracker.take(taken, withinMs) ?? [];
        if (first === undefined || second === undefined) continue;
        const alert = detector.alert([first, second, ...others], event, surroundings);
        alerts.push(raise(planned, alert, [first, second, ...others], 2 + others.length));
      }
      return alerts;
    },
  }));
  // An event that could take several steps takes the last one: what it ends was begun by another.
  return { listeners: listeners.toReversed(), forgotten: () => tracker.forgotten() };
}

/** Callers of the same name in two clusters are not the same. */
function clusterKey({ cluster }: AuditEvent, key: string): string {
  return cluster === "" ? key : `${cluster}\n${key}`;
}

function withLast(events: readonly SeenEvent[], last: SeenEvent): readonly [SeenEvent, ...SeenEvent[]] {
  const [first, ...others] = events.filter((seen) => seen.auditId !== last.auditId);
  return first === undefined ? [last] : [first, ...others, last];
}

/** Two of the longest names, and more. */
const maxSubjectLength = 1_024;

function raise(
  { detector, severity }: PlannedDetector,
  alert: AuditAlert,
  events: RaisedAlert["events"],
  count: number,
): RaisedAlert {
  return {
    rule: detector,
    severity: severity ?? alert.severity ?? detector.severity,
    subject: alert.subject.slice(0, maxSubjectLength),
    message: alert.message,
    empowers: alert.empowers ?? [],
    events,
    count,
  };
}

function coverageOf(record: DetectorRecord): JudgeCoverage {
  const { id, readEvents, withoutBody, defect } = record;
  const asked = { plugin: id, asked: readEvents };
  if (defect !== undefined) return { ...asked, ended: "failed", reason: defectText(defect) };
  const forgotten = record.forgotten();
  if (withoutBody > 0) {
    const ended = withoutBody === readEvents ? "skipped" : "partial";
    return { ...asked, ended, reason: withoutBodyText(withoutBody, readEvents) };
  }
  return forgotten === 0
    ? { ...asked, ended: "done" }
    : { ...asked, ended: "partial", reason: forgottenText(forgotten) };
}

function withoutBodyText(without: number, of: number): Text {
  return {
    en: `${without} of ${of} events lack the body that this detector needs: the audit policy keeps it out, or it was cut off.`,
    ja: `この検知ルールに必要なボディが、対象イベント ${of} 件中 ${without} 件に含まれていません。監査ポリシーで記録されていないか、切り詰められています。`,
  };
}

function forgottenText(count: number): Text {
  return {
    en: `${count} counters were forgotten: more callers at a time than the limit.`,
    ja: `同時に追跡する主体の数が上限を超えたため、${count} 件の集計を破棄しました。`,
  };
}

function defectText(message: string): Text {
  return { en: `The detector failed: ${message}`, ja: `検知ルールの処理に失敗しました: ${message}` };
}
