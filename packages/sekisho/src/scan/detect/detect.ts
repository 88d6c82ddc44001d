import { controlsOf } from "../../compliance/controls-of.ts";
import type { JudgeCoverage } from "../../detectors/alert.ts";
import type { AuditJudge } from "../../detectors/judge-audit-events.ts";
import { createSensorAlertJudge } from "../../detectors/sensor-alerts.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { SekishoError } from "../../model/error.ts";
import type { StreamEvent } from "../../model/runtime-event.ts";
import type { Language } from "../../model/text.ts";
import { defaultConfiguration } from "../configuration/configuration.ts";
import type { TargetFailure } from "../options.ts";
import { acceptanceOfAlerts } from "./accept-alerts.ts";
import { toActivityFinding } from "./activity-findings.ts";
import { activityTarget, toActivityReports } from "./activity-reports.ts";
import type { AlertEntry } from "./alert-book.ts";
import type { DetectState } from "./detect-state.ts";
import { createDetection, type Detection } from "./detection.ts";
import { maxHeldEventBytes } from "./event-order.ts";
import { type FollowedLog, followLog } from "./follow-log.ts";
import { logDiagnostics, streamDiagnostics } from "./log-diagnostics.ts";
import { openLogFile, openLogStream } from "./log-stream.ts";
import { type LogOutcome, type LogSource, mergeLogs } from "./merge-logs.ts";
import { findMissedLogs } from "./missed-logs.ts";
import type { DetectOptions, DetectResult, ListenOptions } from "./options.ts";
import { firstTimeOf } from "./peek-log.ts";
import type { ReadPosition, SavedPosition } from "./read-positions.ts";
import type { Received } from "./receive-events.ts";
import { type ResolvedLog, type ResolvedLogs, resolveLogs } from "./resolve-logs.ts";
import { startDetectors } from "./start-detectors.ts";
import { type StateClock, startStateClock } from "./state-clock.ts";
import { toCoverage } from "./stream-coverage.ts";
import { loadThreatLists, type ThreatLists } from "./threat-lists.ts";
import { createToldFindings, type ToldFindings } from "./told-findings.ts";

/** Logs of several API servers differ by seconds in when they write what happened at the same time. */
const defaultToleranceSeconds = 10;

/** Rotated logs are deleted in time; so many are remembered. */
const maxPositions = 1_000;

const defaultStateSeconds = 30;

/** So soon after findings were told, the state knows of them. */
const toldMs = 1_000;

/** More events that are held back are judged before a state is kept: it has to stay small. */
const maxKeptHeld = 2_000;
const maxKeptHeldBytes = 16_777_216;

/** What the parts of one run share. */
interface Run {
  readonly options: DetectOptions;
  readonly language: Language;
  readonly workingDirectory: string;
  readonly toleranceMs: number;
  readonly detection: Detection;
  readonly detectors: AuditJudge;
  /** Detectors that are not asked. */
  readonly skipped: readonly JudgeCoverage[];
  readonly threats: ThreatLists;
  readonly logs: readonly ResolvedLog[];
  /** What the user calls the logs. */
  readonly logNames: string;
  /** Logs that cannot be found. */
  readonly missing: readonly TargetFailure[];
  readonly outcomes: LogOutcome[];
  readonly told: ToldFindings;
  readonly clock: StateClock;
  followed: FollowedLog | undefined;
  received: Received | undefined;
  /** Asks for the state between two requests. */
  askToKeep: () => void;
}

/**
 * Judges audit logs and what sensors on nodes wrote: files (also packed and rotated ones), directories of them, `-` for
 * standard input.
 *
 * Events of several logs are brought into the order of their times. A log that cannot be read takes nothing from the
 * others. Memory does not grow with the logs.
 *
 * @throws {SekishoError} `target-unreadable` for a threat list.
 */
export async function detect(targets: readonly string[], options: DetectOptions = {}): Promise<DetectResult> {
  const clock = options.clock ?? (() => new Date());
  const startedAt = clock().toISOString();
  const run = await prepare(targets, options, clock);
  try {
    await readLogs(run);
    if (options.listen !== undefined) await receive(options.listen, run);
    await tellBegun(run, run.detection.flush());
  } finally {
    run.clock.stop();
  }
  const diagnostics = diagnosticsOf(run);
  const failures = [...run.missing, ...failuresOf(run)];
  const { events } = run.detection.counts();
  const reports = toActivityReports({
    entries: run.detection.entries(),
    clusters: run.detection.clusters(),
    logNames: run.logNames,
    startedAt,
    finishedAt: clock().toISOString(),
    language: run.language,
    controlsOf,
    coverage: [...run.detection.coverage(), ...run.skipped].map((covered) => toCoverage(covered, run.language)),
    diagnostics,
  });
  const isNothingRead = failures.length > 0 && events === 0;
  return {
    document: { schemaVersion: 1, reports: isNothingRead ? [] : reports },
    failures,
    isComplete: failures.length === 0 && diagnostics.every(({ level }) => level !== "error"),
    events,
    state: stateOf(run),
  };
}

async function prepare(targets: readonly string[], options: DetectOptions, clock: () => Date): Promise<Run> {
  const workingDirectory = options.workingDirectory ?? process.cwd();
  const configuration = options.configuration ?? defaultConfiguration;
  const toleranceMs = (options.toleranceSeconds ?? defaultToleranceSeconds) * 1000;
  const { logs, failures } = await findLogs(targets, workingDirectory, options);
  const threats = await loadThreatLists(options.threatLists ?? [], workingDirectory);
  const { judge, skipped } = startDetectors(configuration, {
    threats: threats.current,
    memory: options.state?.detectors,
    learnDays: options.learnDays,
  });
  const detection = createDetection({
    judges: [judge, ...(options.judges ?? [])],
    runtimeJudges: [...(options.runtimeJudges ?? []), createSensorAlertJudge(options.judgedRules ?? new Set())],
    toleranceMs,
    now: () => clock().getTime(),
    findAcceptance: acceptanceOfAlerts(configuration, clock().toISOString().slice(0, "YYYY-MM-DD".length)),
    memory: options.state,
  });
  const run: Run = {
    options,
    language: options.language ?? "en",
    workingDirectory,
    toleranceMs,
    detection,
    detectors: judge,
    skipped,
    threats,
    logs,
    logNames: targets.join(", "),
    missing: failures,
    outcomes: [],
    told: createToldFindings(options.state?.told),
    clock: startStateClock({
      everyMs: (options.stateEverySeconds ?? defaultStateSeconds) * 1000,
      toldMs,
      onDue: () => run.askToKeep(),
    }),
    followed: undefined,
    received: undefined,
    askToKeep: () => undefined,
  };
  return run;
}

/** What a followed log was called while nobody read it comes before it. */
async function findLogs(
  targets: readonly string[],
  workingDirectory: string,
  { state, follow }: DetectOptions,
): Promise<ResolvedLogs> {
  const positions = state?.positions ?? [];
  const { logs, failures } = resolveLogs(targets, workingDirectory, positions);
  const followed = follow === undefined ? undefined : followedOf(logs);
  if (followed === undefined) return { logs, failures };
  const named = new Set(logs.map(({ path }) => path));
  const missed = (await findMissedLogs({ log: followed, positions, workingDirectory })).filter(
    ({ path }) => !named.has(path),
  );
  return { logs: [...missed, ...logs], failures };
}

function followedOf(logs: readonly ResolvedLog[]): ResolvedLog | undefined {
  return logs.findLast(({ name }) => name !== "-");
}

function diagnosticsOf({ outcomes, followed, received, threats, detection, logs }: Run): readonly Diagnostic[] {
  const isContinued = received !== undefined || logs.some(({ from }) => from.bytes > 0);
  return [
    ...outcomes.flatMap(({ stream }) => [...logDiagnostics(stream.problems()), ...stream.diagnostics()]),
    ...logDiagnostics(followed?.problems() ?? []),
    ...(followed?.diagnostics() ?? []),
    ...logDiagnostics(received?.problems ?? []),
    ...(received?.diagnostics ?? []),
    ...threats.diagnostics(),
    ...streamDiagnostics(detection.counts(), {
      isContinued,
      tolerance: "--tolerance",
      maxHeldBytes: maxHeldEventBytes,
    }),
  ];
}

function failuresOf({ outcomes }: Run): readonly TargetFailure[] {
  return outcomes.flatMap(({ source, error }) => (error === undefined ? [] : [{ target: source.name, error }]));
}

async function readLogs(run: Run): Promise<void> {
  const { options, logs } = run;
  const followed = options.follow === undefined ? undefined : followedOf(logs);
  const sources: LogSource[] = [];
  for (const log of logs) if (log !== followed) sources.push(await sourceOf(log, run));
  const merged = mergeLogs(sources, (outcome) => run.outcomes.push(outcome), refuse);
  for await (const events of merged) await judge(events, run);
  if (followed !== undefined) await follow(followed, run);
}

async function follow({ name, path, from, fingerprint }: ResolvedLog, run: Run): Promise<void> {
  const { cluster = "", follow: signal } = run.options;
  if (signal === undefined) return;
  run.followed = followLog(path, { name, cluster, from, fromFingerprint: fingerprint, signal });
  for await (const events of run.followed.events) {
    if (events.length > 0) await judge(events, run);
    else await tellBegun(run, run.detection.flush());
    await run.threats.refresh();
    if (run.clock.takeDue()) await keepState(run);
  }
}

/** Hands out what the next run goes on with, also after a crash of this one. */
async function keepState(run: Run): Promise<void> {
  if (run.options.onState === undefined) return;
  const { detection } = run;
  const isTooMuch = detection.heldCount() > maxKeptHeld || detection.heldBytes() > maxKeptHeldBytes;
  if (isTooMuch) await tellBegun(run, detection.flush());
  await run.options.onState(stateOf(run));
}

async function receive(listen: ListenOptions, run: Run): Promise<void> {
  const { receiveEvents } = await import("./receive-events.ts");
  run.received = await receiveEvents({
    listen,
    workingDirectory: run.workingDirectory,
    cluster: run.options.cluster ?? "",
    judge: async (events) => {
      await judge(events, run);
      await run.threats.refresh();
    },
    onIdle: async () => await tellBegun(run, run.detection.flush()),
    idleMs: run.toleranceMs,
    keepState: run.options.onState === undefined ? undefined : async () => await keepState(run),
    onStart: (askToKeep) => {
      run.askToKeep = askToKeep;
    },
  });
}

async function sourceOf({ name, path, from }: ResolvedLog, { options, logs }: Run): Promise<LogSource> {
  const total = logs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const settings = {
    name,
    cluster: options.cluster ?? "",
    from,
    onBytes: (done: number) => options.onProgress?.({ done, total, unit: "bytes", path: name }),
  };
  const open = () => {
    if (path !== "") return openLogFile(path, settings);
    return openLogStream(options.standardInput ?? process.stdin, settings);
  };
  // One log needs no place among others, and standard input can be read once.
  const firstMs = logs.length === 1 || path === "" ? 0 : await firstTimeOf(open);
  return { name, firstMs, open };
}

async function judge(events: readonly StreamEvent[], run: Run): Promise<void> {
  const begun = run.detection.take(events);
  if (begun.length > 0) await tellBegun(run, begun);
  run.options.onJudged?.();
}

async function tellBegun(run: Run, begun: readonly AlertEntry[]): Promise<void> {
  const { options, logNames, language } = run;
  if (options.onFinding === undefined) return;
  for (const entry of begun) {
    if (entry.exception !== undefined || !run.told.note(entry)) continue;
    run.clock.noteTold();
    const target = activityTarget(entry.cluster, logNames);
    await options.onFinding(toActivityFinding(entry, { target, language, controlsOf }));
  }
}

function refuse(error: unknown): SekishoError {
  if (error instanceof SekishoError) return error;
  throw error;
}

function stateOf({ options, outcomes, logs, followed, detection, detectors, told }: Run): DetectState {
  const positions = new Map<string, SavedPosition>();
  const put = (fingerprint: string, { bytes, lines }: ReadPosition) => {
    if (fingerprint !== "") positions.set(fingerprint, [fingerprint, bytes, lines]);
  };
  for (const [fingerprint, bytes, lines] of options.state?.positions ?? []) put(fingerprint, { bytes, lines });
  for (const { name, fingerprint } of logs) {
    const stream = outcomes.find(({ source }) => source.name === name)?.stream;
    if (stream !== undefined) put(fingerprint, stream.position());
  }
  for (const [fingerprint, bytes, lines] of followed?.pastPositions() ?? []) put(fingerprint, { bytes, lines });
  if (followed !== undefined) put(followed.fingerprint(), followed.position());
  return {
    version: 1,
    ...detection.save(),
    positions: [...positions.values()].slice(-maxPositions),
    detectors: detectors.save(),
    told: told.save(),
  };
}
