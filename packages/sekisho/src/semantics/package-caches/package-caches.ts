import { exactList } from "../../model/exact-list.ts";
import type { TextFix } from "../../model/fix.ts";
import type { Text } from "../../model/text.ts";
import { hasOption, optionValues, type PackageManagerCall, packageCallOf } from "../commands/package-managers.ts";
import { insertBehindWord } from "../editing/argument-edits.ts";
import { appendCommand } from "../editing/command-edits.ts";
import { deleteInstruction } from "../editing/instruction-edits.ts";
import { type PlacedPackageCall, packageCalls } from "../package-calls/package-calls.ts";
import { fixOf, type PackageProblem, subjectName } from "../package-calls/package-problem.ts";
import { isMentionedBefore } from "../package-calls/stage-mentions.ts";
import { mayHaveMoreOptions } from "../package-calls/unknown-options.ts";
import type { DockerfileBuild, Stage, Step } from "../stages/build.ts";
import { cacheMountCovers, mountsOf } from "../stages/mounts.ts";
import { placedInstructions } from "../stages/placed-instructions.ts";
import { callsOf, type LocatedCall } from "../stages/scripts.ts";
import { findStage } from "../stages/stage-sources.ts";
import { createStepMemo } from "../stages/step-memo.ts";
import { removes } from "./removed-paths.ts";

/** What is known of a package manager's cache. */
export interface PackageCache {
  /** The package managers that have it. */
  readonly managers: ReadonlySet<string>;
  /** Tells whether a call of one of them writes into the cache. */
  readonly fills: (call: PlacedPackageCall) => boolean;
  /** Options with which nothing is kept. */
  readonly switches: readonly string[];
  /** Variables with which nothing is kept, unless they are set to something false. */
  readonly variables: readonly string[];
  /** Text in scripts and configuration files with which nothing is kept. */
  readonly configuration?: RegExp;
  /** Variables that say where the cache is. */
  readonly locations: readonly string[];
  /** Options that say where the cache is. */
  readonly locationOptions?: readonly string[];
  /** Where the cache is; a mount on one of them or the deletion of one of them is enough. `~` is the home. */
  readonly directories: readonly string[];
  /** Tells whether a later call of the manager empties the cache that a call filled. */
  readonly cleans: (call: PlacedPackageCall, filler: PlacedPackageCall) => boolean;
  /** One result for each call instead of one for each RUN: the remedy is an option of the call. */
  readonly isPerCall: boolean;
}

/** How a cache is kept out of the layer. */
export type CacheRemedy =
  /** A command at the end of the RUN. */
  | { readonly command: (call: PlacedPackageCall) => string }
  /** An option behind the subcommand. */
  | { readonly option: string };

/**
 * Gives a problem for each RUN (or each call) whose cache stays in its layer, in file order. Where the target does not
 * contain the layer, the stage's size is all that suffers, and the problem is a remark.
 */
export function leftCaches(
  build: DockerfileBuild,
  cache: PackageCache,
  remedy: CacheRemedy,
): readonly PackageProblem[] {
  const shipped = shippedStages(build);
  return fillingCalls(packageCalls(build, cache.managers), cache).map((call) => {
    const problem = problemOf(build, cache, call, remedy);
    if (shipped.has(call.step.stage)) return problem;
    return { ...problem, message: leftInStageMessage(call), severity: "info" };
  });
}

/** The same, without the stages that the target does not contain. */
export function shippedCaches(
  build: DockerfileBuild,
  cache: PackageCache,
  remedy: CacheRemedy,
): readonly PackageProblem[] {
  const shipped = shippedStages(build);
  const calls = packageCalls(build, cache.managers).filter(({ step }) => shipped.has(step.stage));
  return fillingCalls(calls, cache).map((call) => problemOf(build, cache, call, remedy));
}

function problemOf(
  build: DockerfileBuild,
  cache: PackageCache,
  call: PlacedPackageCall,
  remedy: CacheRemedy,
): PackageProblem {
  return {
    message: leftMessage(call),
    range: call.range,
    subject: `${call.step.stage.subject}/cache:${subjectName(call)}`,
    ...repairOf(build, cache, call, remedy),
  };
}

function repairOf(
  build: DockerfileBuild,
  cache: PackageCache,
  call: PlacedPackageCall,
  remedy: CacheRemedy,
): { readonly fix?: TextFix } {
  if ("option" in remedy) {
    const { word } = call.subcommand ?? call.located.call;
    return fixOf("safe", insertBehindWord(build, call.located, word, remedy.option));
  }
  const edit = appendCommand(build, call.located.script, remedy.command(call));
  const late = findLateCleaning(build, cache, call);
  if (edit === undefined || late === undefined) return fixOf("safe", edit);
  return { fix: { safety: "safe", edits: [edit, deleteInstruction(build, late.instruction)] } };
}

/** The next instruction, when it is a RUN that empties this cache, too late, and does nothing else. */
function findLateCleaning(build: DockerfileBuild, cache: PackageCache, call: PlacedPackageCall): Step | undefined {
  const { instruction, stage } = call.step;
  const next = build.syntax.instructions[instruction.index + 1];
  if (next?.keyword !== "RUN" || next.heredocs.length > 0 || next.flags.length > 0) return undefined;
  const step = stepAfter(stage, next.index);
  if (step === undefined || callsOf(step).length === 0) return undefined;
  const cleans = relevantCalls(step).filter(({ located, found, directory }) => {
    if (found !== undefined) return cache.cleans({ ...call, ...found, located }, call);
    const operands = located.call.args.filter(({ text }) => !text.startsWith("-"));
    return operands.length === 1 && removes(located.call, cache.directories, directory);
  });
  return cleans.length === callsOf(step).length ? step : undefined;
}

/** The steps of a stage are in the order of their indexes. */
function stepAfter(stage: Stage, index: number): Step | undefined {
  const first = stage.steps[0]?.instruction.index ?? 0;
  const step = stage.steps[index - first];
  return step?.instruction.index === index ? step : undefined;
}

function leftMessage({ title }: PlacedPackageCall): Text {
  return {
    en: `Data that \`${title}\` downloads and keeps stays in the layer.`,
    ja: `\`${title}\` が保存するダウンロード済みのデータが、レイヤーに残ります。`,
  };
}

function leftInStageMessage({ title }: PlacedPackageCall): Text {
  return {
    en: `Data that \`${title}\` downloads and keeps stays in this stage; the final image does not contain the stage.`,
    ja: `\`${title}\` が保存するダウンロード済みのデータが、このステージに残ります。最終イメージには含まれないステージです。`,
  };
}

function fillingCalls(calls: readonly PlacedPackageCall[], cache: PackageCache): readonly PlacedPackageCall[] {
  const filling: PlacedPackageCall[] = [];
  for (const call of calls) {
    if (!cache.fills(call) || isKeptOut(call, cache) || isEmptiedLater(call, cache)) continue;
    const previous = filling.at(-1);
    const isSameRun = previous?.step === call.step && previous.manager === call.manager;
    if (isSameRun && !cache.isPerCall) filling.pop();
    filling.push(call);
  }
  return filling;
}

const shippedByBuild = new WeakMap<DockerfileBuild, ReadonlySet<Stage>>();

/** Gives the stages whose filesystem is in the target: those it is built from, and those that it copies as a whole. */
export function shippedStages(build: DockerfileBuild): ReadonlySet<Stage> {
  let shipped = shippedByBuild.get(build);
  if (shipped === undefined) shippedByBuild.set(build, (shipped = findShippedStages(build)));
  return shipped;
}

function findShippedStages(build: DockerfileBuild): ReadonlySet<Stage> {
  const shipped = new Set(build.stages.filter((stage) => stage.isInTarget));
  for (const { instruction, step } of placedInstructions(build, "COPY")) {
    if (!step.stage.isInTarget) continue;
    const from = instruction.flags.find(({ name }) => name === "from")?.value?.value;
    const isWhole = instruction.sources.some((source) => source.value === "/" || source.value === "/.");
    if (from === undefined || !isWhole) continue;
    let stage = findStage(build, from);
    while (stage !== undefined && !shipped.has(stage)) {
      shipped.add(stage);
      stage = stage.base.kind === "stage" ? stage.base.stage : undefined;
    }
  }
  return shipped;
}

/** Tells whether the cache is mounted, at its customary place or where a variable or an option puts it. */
function isMounted(call: PlacedPackageCall, cache: PackageCache): boolean {
  if (mountsOf(call.step).length === 0) return false;
  const customary = cache.directories.filter((directory) => !directory.includes("$"));
  return [...placesOf(call, cache), ...customary].some((directory) => cacheMountCovers(call.step, directory));
}

/** Gives the directories where variables and options put the cache. */
function placesOf(call: PlacedPackageCall, cache: PackageCache): readonly string[] {
  const set = cache.locations.flatMap((name) => valueFor(call, name)?.value ?? []);
  return [...set, ...optionValues(call, ...(cache.locationOptions ?? []))];
}

function isKeptOut(call: PlacedPackageCall, cache: PackageCache): boolean {
  if (hasOption(call, ...cache.switches) || isMounted(call, cache)) return true;
  if (cache.switches.length > 0 && mayHaveMoreOptions(call)) return true;
  if (cache.configuration !== undefined && isMentionedBefore(call.step, cache.configuration)) return true;
  if (placesOf(call, cache).includes("/dev/null")) return true;
  return cache.variables.some((name) => {
    const variable = valueFor(call, name);
    return variable !== undefined && !/^(?:0|off|no|false|n|f|)$/i.test(variable.value ?? "unknown");
  });
}

/** The variable as the call sees it: set before it, exported earlier in its script, ENV or ARG. */
function valueFor(call: PlacedPackageCall, name: string): { readonly value: string | undefined } | undefined {
  const own = call.located.call.environment.find((entry) => entry.name === name);
  if (own !== undefined) return own;
  const position = call.located.position;
  const exported = exportsOf(call.step, name).findLast(({ at }) => at < position);
  if (exported !== undefined) return exported;
  return call.step.state.args.get(name) ?? call.step.state.env.get(name);
}

interface ExportedValue {
  readonly at: number;
  readonly value: string | undefined;
}

const exportsByName = createStepMemo(readExports);

/** Gives every `export NAME=value` of a variable in a step, in order. */
function exportsOf(step: Step, name: string): readonly ExportedValue[] {
  return exportsByName(step).get(name) ?? [];
}

const noExports: ReadonlyMap<string, readonly ExportedValue[]> = new Map();

function readExports(step: Step): ReadonlyMap<string, readonly ExportedValue[]> {
  const exporting = relevantCalls(step).filter(({ located }) => located.call.name === "export");
  if (exporting.length === 0) return noExports;
  const exports = new Map<string, ExportedValue[]>();
  for (const { located } of exporting) {
    for (const { text, literal } of located.call.args) {
      const equals = text.indexOf("=");
      const name = text.slice(0, Math.max(equals, 0));
      const values = exports.get(name) ?? [];
      exports.set(name, values);
      values.push({ at: located.position, value: literal?.slice(equals + 1) });
    }
  }
  return exports;
}

function isEmptiedLater(filler: PlacedPackageCall, cache: PackageCache): boolean {
  if (relevantCalls(filler.step).length === 0) return false;
  const moved = cache.locations.map((name) => `\${${name}}`);
  const directories = [...cache.directories, ...moved, ...placesOf(filler, cache)];
  return filler.located.position < lastCleaning(filler, cache, directories);
}

const cleaningsOf = createStepMemo(() => new Map<PackageCache, Map<string, number>>());

/** Gives the position of the last call of the step that empties the cache of a manager; -1 where there is none. */
function lastCleaning(filler: PlacedPackageCall, cache: PackageCache, directories: readonly string[]): number {
  const cleanings = cleaningsOf(filler.step);
  const known = cleanings.get(cache) ?? new Map<string, number>();
  cleanings.set(cache, known);
  const key = [filler.manager, ...directories].join("\n");
  let position = known.get(key);
  if (position === undefined) {
    const cleaning = relevantCalls(filler.step).findLast(({ located, found, directory }) =>
      found === undefined
        ? removes(located.call, directories, directory)
        : cache.cleans({ ...filler, ...found, located }, filler),
    );
    position = cleaning?.located.position ?? -1;
    known.set(key, position);
  }
  return position;
}

/** A call that may set a variable or empty a cache. */
interface RelevantCall {
  readonly located: LocatedCall;
  readonly found: PackageManagerCall | undefined;
  /** Where it runs, after every `cd` before it; `undefined` when nobody can tell. */
  readonly directory: string | undefined;
}

const relevantCalls = createStepMemo(readRelevantCalls);

function readRelevantCalls(step: Step): readonly RelevantCall[] {
  const relevant: RelevantCall[] = [];
  let directory = step.state.workdir?.value;
  for (const located of callsOf(step)) {
    const { name, args } = located.call;
    if (name === "cd") directory = changedDirectory(directory, args[0]?.literal);
    else if (name === "export" || name === "rm" || name === "find") {
      relevant.push({ located, found: undefined, directory });
    } else {
      const found = packageCallOf(located.call);
      if (found?.action === "clean") relevant.push({ located, found, directory });
    }
  }
  return exactList(relevant);
}

function changedDirectory(from: string | undefined, to: string | undefined): string | undefined {
  if (to === undefined || to.includes("..")) return undefined;
  if (to.startsWith("/")) return to;
  return from === undefined ? undefined : `${from}/${to.replace(/^\.\//, "")}`;
}
