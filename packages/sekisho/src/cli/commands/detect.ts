import { SekishoError } from "../../model/error.ts";
import { isAtLeast } from "../../model/severity.ts";
import { detect } from "../../scan/detect/detect.ts";
import type { DetectState } from "../../scan/detect/detect-state.ts";
import { auditDetectors } from "../../scan/detect/detector-catalogue.ts";
import type { DetectOptions, DetectResult } from "../../scan/detect/options.ts";
import { loadReportWriter } from "../../scan/report-formats.ts";
import { allValues, type Call, lastValue } from "../arguments.ts";
import { configure } from "../configure.ts";
import { deliver } from "../deliver.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { startProgress } from "../output/progress.ts";
import { getOutputs, type Output } from "../outputs.ts";
import { reportContext } from "../report-context.ts";
import { sayFailures } from "../targets.ts";
import type { Terminal } from "../terminal.ts";
import { createYoungGeneration } from "../young-generation.ts";
import { checkSources, isLasting, lasting, sayDiagnostics } from "./detect-live.ts";

/** Judges audit logs and renders the report. */
export async function runDetect(call: Call, terminal: Terminal): Promise<ExitCode> {
  checkSources(call);
  const outputs = getOutputs(call);
  const configuration = await configure(call, terminal);
  const startedMs = Date.now();
  const state = await loadState(lastValue(call, "state"), terminal);
  const { isWhole, ...judges } = await loadJudges(allValues(call, "rules"), terminal);
  const progress = startProgress(terminal, !call.switches.has("quiet") && !isLasting(call));
  const youngGeneration = isLasting(call) ? createYoungGeneration(lastingYoungBytes) : createYoungGeneration();
  if (!isLasting(call)) youngGeneration.hold();
  let doneBytes = 0;
  const result = await detect(call.operands, {
    configuration,
    language: terminal.language,
    workingDirectory: terminal.workingDirectory,
    threatLists: allValues(call, "threat-list"),
    ...judges,
    clock: () => terminal.clock(),
    onProgress: ({ done, total, unit, path }) => {
      doneBytes += done;
      progress.show({ done: doneBytes, total, path, ...(unit === undefined ? {} : { unit }) });
    },
    onJudged: () => youngGeneration.holdFor({ total: Number.POSITIVE_INFINITY }),
    ...optionsOf(call),
    ...(state === undefined ? {} : { state }),
    ...(call.operands.includes("-") ? { standardInput: terminal.input } : {}),
    ...(isLasting(call) ? { ...lasting(call, outputs, terminal), ...keeping(call, terminal) } : {}),
  }).finally(() => progress.clear());
  await sayFailures(result.failures, terminal);
  if (isLasting(call)) await sayDiagnostics(result.document, terminal);
  await render(result, outputs, { call, terminal, startedMs });
  youngGeneration.release();
  await keepState(lastValue(call, "state"), result.state, terminal);
  return isWhole ? exitCodeOf(result, configuration.failOn) : exitCodes.partial;
}

/**
 * Events that are held back for the order live on in a smaller one, and are moved twice: of what a run that lasts does, a fifth
 * would be that.
 */
const lastingYoungBytes = 16 * 1_048_576;

function optionsOf(call: Call): Pick<DetectOptions, "cluster" | "toleranceSeconds" | "learnDays"> {
  const cluster = lastValue(call, "cluster");
  const tolerance = lastValue(call, "tolerance");
  const learning = lastValue(call, "learn-days");
  return {
    ...(cluster === undefined ? {} : { cluster }),
    ...(tolerance === undefined ? {} : { toleranceSeconds: getCount("tolerance", tolerance, maxToleranceSeconds) }),
    ...(learning === undefined ? {} : { learnDays: getCount("learn-days", learning, maxLearnDays) }),
  };
}

/** An hour is more than any clock is wrong. */
const maxToleranceSeconds = 3_600;

const maxLearnDays = 365;

function getCount(option: "tolerance" | "learn-days", written: string, maximum: number): number {
  const count = /^\d{1,4}$/.test(written) ? Number(written) : Number.NaN;
  if (count <= maximum) return count;
  throw new SekishoError("unknown-option", {
    en: `--${option}: expected a number from 0 to ${maximum}, got ${JSON.stringify(written)}`,
    ja: `--${option}: 0 から ${maximum} までの数値を想定しましたが、${JSON.stringify(written)} が指定されています。`,
  });
}

interface LoadedJudges extends Pick<DetectOptions, "judges" | "runtimeJudges" | "judgedRules"> {
  /** Whether every rule of the files is asked. */
  readonly isWhole: boolean;
}

async function loadJudges(files: readonly string[], terminal: Terminal): Promise<LoadedJudges> {
  if (files.length === 0) return { isWhole: true };
  const { loadFalcoJudge } = await import("../../scan/detect/load-falco-judge.ts");
  const { ruleProblemLines } = await import("../output/rule-problem-lines.ts");
  const { judge, runtimeJudge, runtimeRules, problems } = await loadFalcoJudge(files, terminal.workingDirectory);
  const errors = problems.filter(({ level }) => level === "error");
  const look = { ...terminal, language: terminal.language, hasColour: terminal.hasErrorColour };
  // A rule of a source that is not read is never asked: that must not look as if it had found nothing.
  const told = problems.filter(({ level, code }) => level === "error" || code === "unknown-source");
  for (const problem of told) await terminal.writeError(`${ruleProblemLines(problem, look)}\n`);
  return {
    judges: [judge],
    runtimeJudges: [runtimeJudge],
    judgedRules: runtimeRules,
    isWhole: errors.length === 0,
  };
}

async function loadState(name: string | undefined, terminal: Terminal): Promise<DetectState | undefined> {
  if (name === undefined) return undefined;
  const { readDetectState } = await import("../../scan/detect/read-detect-state.ts");
  return await readDetectState(name, terminal.workingDirectory);
}

/** A run that lasts keeps its state as it goes: it may end at any time. */
function keeping(call: Call, terminal: Terminal): Pick<DetectOptions, "onState"> {
  const name = lastValue(call, "state");
  return name === undefined ? {} : { onState: async (state) => await keepState(name, state, terminal) };
}

async function keepState(name: string | undefined, state: DetectState, terminal: Terminal): Promise<void> {
  if (name === undefined) return;
  const { writeWholeFile } = await import("../output/write-file.ts");
  await writeWholeFile({ name, workingDirectory: terminal.workingDirectory }, `${JSON.stringify(state)}\n`);
}

interface Rendering {
  readonly call: Call;
  readonly terminal: Terminal;
  readonly startedMs: number;
}

async function render(
  { document }: DetectResult,
  outputs: readonly Output[],
  { call, terminal, startedMs }: Rendering,
): Promise<void> {
  const rendered = {
    rules: new Map(auditDetectors.map((detector) => [detector.id, detector])),
    sourceOf: () => undefined,
    elapsedMs: Date.now() - startedMs,
  };
  for (const { format, file } of outputs) {
    // The lines of standard output are all there when following ends.
    if (isLasting(call) && file === undefined) continue;
    // An empty table would read as "nothing found" where nothing was looked at.
    if (format === "table" && document.reports.length === 0) continue;
    const context = { ...reportContext(call, terminal, rendered, file), commands: {} };
    await deliver((await loadReportWriter(format))(document, context), file, terminal);
  }
}

/** What could not be read weighs more than what was found: the findings are not all there. */
function exitCodeOf(
  { document, isComplete }: DetectResult,
  failOn: Parameters<typeof isAtLeast>[1] | undefined,
): ExitCode {
  if (!isComplete) return exitCodes.partial;
  if (failOn === undefined) return exitCodes.done;
  const findings = document.reports.flatMap((report) => report.findings);
  const isFailing = findings.some(({ status, severity }) => status === "open" && isAtLeast(severity, failOn));
  return isFailing ? exitCodes.findings : exitCodes.done;
}
