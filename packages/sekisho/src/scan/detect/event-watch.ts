import { controlsOf } from "../../compliance/controls-of.ts";
import type { ExplainedAnomaly, JudgeCoverage } from "../../detectors/alert.ts";
import { createFalcoJudge } from "../../detectors/falco/falco-judge.ts";
import { createFalcoRuntimeJudge } from "../../detectors/falco/falco-runtime-judge.ts";
import type { AuditJudge } from "../../detectors/judge-audit-events.ts";
import { createSensorAlertJudge } from "../../detectors/sensor-alerts.ts";
import { openAuditLog } from "../../formats/audit-log/audit-log-reader.ts";
import { type AuditLogProblem, sumProblems } from "../../formats/audit-log/problems.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Finding } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import type { StreamEvent } from "../../model/runtime-event.ts";
import type { Severity } from "../../model/severity.ts";
import type { Text } from "../../model/text.ts";
import { createAddressLists } from "../../semantics/address-lists/address-lists.ts";
import { loadRuleFiles } from "../../semantics/falco-rules/load-rule-files.ts";
import { type Configuration, defaultConfiguration } from "../configuration/configuration.ts";
import { producer } from "../producer.ts";
import { reportDiagnostic } from "../reported-place.ts";
import { acceptanceOfAlerts } from "./accept-alerts.ts";
import { toActivityFindings } from "./activity-findings.ts";
import type { AlertEntry } from "./alert-book.ts";
import { createDetection, type Detection, type DetectionCounts } from "./detection.ts";
import { type LastingCoverage, lastingCoverage } from "./lasting-coverage.ts";
import { logDiagnostics, streamDiagnostics } from "./log-diagnostics.ts";
import { reviveEvent } from "./saved-events.ts";
import { startDetectors } from "./start-detectors.ts";
import { toCoverage } from "./stream-coverage.ts";
import { createWatchEvidence, type WatchedEvent } from "./watch-evidence.ts";
import { parseWatchMemory, saveEntry, type WatchMemory } from "./watch-memory.ts";

/** What a watch over the events of one cluster is opened with. */
export interface EventWatchSettings {
  /** Its name; events that name another are taken for its own: whoever sends them vouches for it. */
  readonly cluster: string;
  readonly configuration?: Configuration;
  /** Rule files of Falco, together one set; rules with errors are left out. */
  readonly ruleFiles?: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** Addresses that nobody should call from. */
  readonly addressLists?: readonly { readonly name: string; readonly entries: readonly string[] }[];
  /** The time that counts as now. */
  readonly now: Date;
  /** What `save` of an earlier watch gave. */
  readonly memory?: unknown;
}

/** What was taken in. */
export interface TakenEvents {
  readonly events: number;
  /** Values that are no events. */
  readonly problems: number;
  /** RFC 3339 in milliseconds; 0 where no event has a time. */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** One finding of a watch that began or went on, with the events that it is made of. */
export interface WatchedActivity {
  readonly incident: string;
  readonly rule: string;
  readonly title: Text;
  readonly message: Text;
  readonly severity: Severity;
  /** As the finding names it: caller and object. */
  readonly subject: string;
  readonly caller: string;
  readonly sources: readonly string[];
  readonly firstMs: number;
  readonly lastMs: number;
  readonly count: number;
  readonly isAccepted: boolean;
  /** Why it is unusual, where it was compared with what is usual. */
  readonly anomaly: ExplainedAnomaly | undefined;
  /** Of those that were taken since the watch was opened. */
  readonly evidence: readonly WatchedEvent[];
}

/** What a watch counted since it was opened, and how it stands. */
export interface WatchStanding {
  readonly counts: DetectionCounts;
  /** Values that are no events, events that could be read in part, and what is wrong with their order. */
  readonly diagnostics: readonly Diagnostic[];
  /** How each question ended lately, also before the watch was opened. */
  readonly coverage: readonly LastingCoverage[];
  /** Since when it is learned what is usual, in milliseconds since 1970; 0 where nothing was learned. */
  readonly learningSinceMs: number;
}

/** A watch over the events of one cluster, that goes on where an earlier one stopped. */
export interface EventWatch {
  /** Judges what a sender wrote: JSON of any form that audit logs have, or lines. */
  take(bytes: Uint8Array, source: string): TakenEvents;
  /** Judges what is held back for the order. */
  settle(): void;
  /** How many events are held back. */
  heldCount(): number;
  /** What began or went on since the watch was opened. */
  changes(): readonly WatchedActivity[];
  standing(): WatchStanding;
  /** Everything that is known, in English. */
  report(): Report;
  save(): WatchMemory;
}

const toleranceMs = 10_000;
/** What was not seen again for so long, by the machine's clock, is over: old logs are told as whole stories. */
const rememberedMs = 30 * 24 * 60 * 60 * 1000;
/** A state is read and written with every batch: it has to be small. */
const recentRequests = 32_768;
const maxHeldBytes = 16_777_216;

/**
 * Opens a watch.
 *
 * @throws {SekishoError} `state-invalid` for a memory that is none.
 */
export function openEventWatch(settings: EventWatchSettings): EventWatch {
  const { cluster, now } = settings;
  const started = start(settings);
  const { detection, judge, before, memory } = started;
  const isChanged = (entry: AlertEntry) => before.get(entry)?.count !== entry.count;
  let problems: readonly AuditLogProblem[] = [];
  const evidence = createWatchEvidence();
  evidence.note(memory?.state.held?.flatMap(reviveEvent) ?? []);
  const standing = () => standingOf(settings, started, problems);
  return {
    take: (bytes, source) => {
      const reader = openAuditLog({ path: source, cluster });
      const events = [...reader.write(Buffer.from(bytes)), ...reader.end()].map((event) => ({ ...event, cluster }));
      evidence.note(events);
      detection.take(events);
      const found = reader.problems();
      problems = sumProblems(problems, found);
      return {
        events: events.length,
        problems: found.reduce((sum, { count }) => sum + count, 0),
        ...timesOf(events),
      };
    },
    settle: () => void detection.flush(),
    heldCount: () => detection.heldCount(),
    changes: () =>
      detection
        .entries()
        .filter(isChanged)
        .map((entry) => toActivity(entry, evidence.of(entry))),
    standing,
    report: () => reportOf(settings, detection.entries(), standing()),
    save: () => ({
      version: 1,
      state: { version: 1, ...detection.save(), positions: [], detectors: judge.save() },
      entries: detection.entries().map((entry) => ({
        ...saveEntry(entry),
        heardMs: isChanged(entry) ? now.getTime() : before.get(entry)?.heardMs,
      })),
      coverage: standing().coverage.filter(({ isAsked }) => isAsked),
    }),
  };
}

/** What a watch is made of. */
interface StartedWatch {
  readonly detection: Detection;
  readonly judge: AuditJudge;
  readonly skipped: readonly JudgeCoverage[];
  readonly memory: WatchMemory | undefined;
  /** What was found before, with its count and when it last went on. */
  readonly before: ReadonlyMap<AlertEntry, { readonly heardMs: number; readonly count: number }>;
}

function start(settings: EventWatchSettings): StartedWatch {
  const { configuration = defaultConfiguration, now } = settings;
  const nowMs = now.getTime();
  const memory = settings.memory === undefined ? undefined : parseWatchMemory(settings.memory);
  const threats = createAddressLists(settings.addressLists ?? []);
  const { judge, skipped } = startDetectors(configuration, {
    threats: () => threats,
    memory: memory?.state.detectors,
    learnDays: undefined,
  });
  const rules = loadRuleFiles(settings.ruleFiles ?? []);
  const runtimeRules = new Set(rules.rules.flatMap(({ source, name }) => (source === "syscall" ? [name] : [])));
  const findAcceptance = acceptanceOfAlerts(configuration, now.toISOString().slice(0, "YYYY-MM-DD".length));
  const known = (memory?.entries ?? [])
    .filter(({ heardMs = nowMs }) => nowMs - heardMs < rememberedMs)
    .map(({ heardMs = nowMs, ...entry }) => ({ heardMs, entry: withAcceptance(entry, findAcceptance) }));
  const detection = createDetection({
    judges: [judge, createFalcoJudge(rules, { matching: "all" })],
    runtimeJudges: [createFalcoRuntimeJudge(rules, { matching: "all" }), createSensorAlertJudge(runtimeRules)],
    toleranceMs,
    now: () => nowMs,
    findAcceptance,
    memory: memory?.state,
    entries: known.map(({ entry }) => entry),
    recentRequests,
    maxHeldBytes,
  });
  const before = new Map(known.map(({ heardMs, entry }) => [entry, { heardMs, count: entry.count }]));
  return { detection, judge, skipped, memory, before };
}

function standingOf(
  { cluster, now }: EventWatchSettings,
  { detection, judge, skipped, memory }: StartedWatch,
  problems: readonly AuditLogProblem[],
): WatchStanding {
  const counts = detection.counts();
  const asked = lastingCoverage(memory?.coverage ?? [], detection.coverage(), now.getTime());
  return {
    counts,
    diagnostics: [
      ...logDiagnostics(problems),
      ...streamDiagnostics(counts, { isContinued: true, maxHeldBytes, tolerance: `${toleranceMs / 1000} s` }),
    ],
    coverage: [...asked, ...skipped.map((covered) => ({ ...covered, isAsked: false, atMs: now.getTime() }))],
    learningSinceMs: judge.learningSinceMs(cluster),
  };
}

/** A decision of later counts for what was found before. */
function withAcceptance(entry: AlertEntry, findAcceptance: ReturnType<typeof acceptanceOfAlerts>): AlertEntry {
  const { rule, subject, events } = entry;
  const [first, ...others] = events;
  if (first === undefined) return entry;
  return { ...entry, exception: findAcceptance({ rule, subject, events: [first, ...others] }) };
}

function timesOf(events: readonly StreamEvent[]): Pick<TakenEvents, "firstMs" | "lastMs"> {
  let firstMs = 0;
  let lastMs = 0;
  for (const { receivedMs } of events) {
    if (receivedMs === 0) continue;
    firstMs = firstMs === 0 ? receivedMs : Math.min(firstMs, receivedMs);
    lastMs = Math.max(lastMs, receivedMs);
  }
  return { firstMs, lastMs };
}

function toActivity(entry: AlertEntry, evidence: WatchedActivity["evidence"]): WatchedActivity {
  const { rule, incident, message, severity, subject, caller, sources, firstMs, lastMs, count, exception } = entry;
  return {
    incident,
    rule: rule.id,
    title: rule.title,
    message,
    severity,
    subject: subject === "" ? caller : `${caller} > ${subject}`,
    caller,
    sources,
    firstMs,
    lastMs,
    count,
    isAccepted: exception !== undefined,
    anomaly: entry.anomaly,
    evidence,
  };
}

function reportOf(
  { cluster, now }: EventWatchSettings,
  entries: readonly AlertEntry[],
  { coverage, diagnostics }: WatchStanding,
): Report {
  const target = { kind: "cluster", name: cluster } as const;
  const findings: readonly Finding[] = toActivityFindings(entries, { target, language: "en", controlsOf });
  return {
    schemaVersion: 1,
    producer,
    target,
    startedAt: now.toISOString(),
    finishedAt: now.toISOString(),
    findings,
    coverage: coverage.map((covered) => toCoverage(covered, "en")),
    diagnostics: diagnostics.map((diagnostic) => reportDiagnostic(diagnostic, "en")),
  };
}
