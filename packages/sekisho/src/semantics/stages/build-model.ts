import type {
  ArgInstruction,
  DockerfileSyntax,
  FromInstruction,
  Instruction,
} from "../../formats/dockerfile/syntax.ts";
import type { SupportCalendar } from "../base-images/support-calendar.ts";
import type { ShellPragma } from "../inline-exceptions/inline-exception.ts";
import type { BuildContext, DockerfileBuild, Stage, StageBase, Step } from "./build.ts";
import { shellOf } from "./interpreters.ts";
import { baseNamed, findStage, type StageScope, sourcesOf } from "./stage-sources.ts";
import { applyInstruction, type RunningState, type StateSurroundings, stateOnImage, stateOnStage } from "./state.ts";
import { expand, type GlobalScope, readGlobalScope } from "./variables.ts";

/** What the caller knows beside the Dockerfile. */
export interface BuildOptions {
  readonly context: BuildContext;
  /** Name or number of the stage to build; the last one when left out or when there is no such stage. */
  readonly target?: string;
  /** Values that the build is called with (`--build-arg`). */
  readonly buildArguments?: Readonly<Record<string, string>>;
  /** The day on which support periods are judged, `YYYY-MM-DD`. */
  readonly today: string;
  /** Knows more of them than what comes with the program. */
  readonly calendar?: SupportCalendar;
  /** Comments that name the shell of what follows in their stage, in file order. */
  readonly shells?: readonly ShellPragma[];
}

/** A stage while it is put together. */
interface DraftStage extends Stage {
  index: number;
  isTarget: boolean;
  reachesTarget: boolean;
  isInTarget: boolean;
  final: RunningState;
  readonly steps: Step[];
  /** What a stage on top of it starts with, its ONBUILD instructions included; made on first use. */
  inheritable: RunningState | undefined;
}

/** Everything that lives while the model is made. */
interface Workbench {
  readonly options: BuildOptions;
  readonly globals: GlobalScope;
  readonly stages: DraftStage[];
  readonly steps: Step[];
  readonly stagesByName: Map<string, DraftStage>;
  readonly subjects: Set<string>;
  /** Comments about the shell that are behind us. */
  passedShells: number;
  /** The one before the first FROM, which holds for every stage. */
  defaultShell: ShellPragma | undefined;
}

/**
 * Gives what a Dockerfile means: its stages, what each instruction starts from, and which stages end up in the target.
 *
 * Works for every syntax tree, however broken: a FROM that names nothing has an unknown base, instructions before the
 * first FROM get a stage of their own. Time is linear in the number of instructions (times the logarithm of the number
 * of variables). Source of the rules: BuildKit, frontend/dockerfile/dockerfile2llb.
 */
export function buildModel(syntax: DockerfileSyntax, options: BuildOptions): DockerfileBuild {
  const firstFrom = syntax.instructions.findIndex((instruction) => instruction.keyword === "FROM");
  const preamble = syntax.instructions.slice(0, Math.max(firstFrom, 0));
  const globals = readGlobalScope(
    preamble.filter((instruction): instruction is ArgInstruction => instruction.keyword === "ARG"),
    options.buildArguments ?? {},
    options.target,
  );
  const bench: Workbench = {
    options,
    globals,
    stages: [],
    steps: [],
    stagesByName: new Map(),
    subjects: new Set(),
    passedShells: 0,
    defaultShell: undefined,
  };
  addFragment(
    bench,
    preamble.filter((instruction) => instruction.keyword !== "ARG"),
    -1,
  );
  if (firstFrom === -1) addFragment(bench, syntax.instructions, 0);
  else addStages(bench, syntax.instructions.slice(firstFrom));
  const target = findTarget(bench);
  markReachable(bench, target);
  return {
    syntax,
    globalArguments: globals.arguments,
    stages: bench.stages,
    stagesByName: bench.stagesByName,
    target,
    steps: bench.steps,
    context: options.context,
    today: options.today,
    ...(options.calendar === undefined ? {} : { calendar: options.calendar }),
  };
}

function addFragment(bench: Workbench, instructions: readonly Instruction[], index: number): void {
  if (instructions.length === 0) return;
  const stage = openStage(bench, undefined, index);
  bench.stages.push(stage);
  for (const instruction of instructions) addStep(bench, stage, instruction);
}

function addStages(bench: Workbench, instructions: readonly Instruction[]): void {
  let index = 0;
  let stage: DraftStage | undefined;
  for (const instruction of instructions) {
    if (instruction.keyword === "FROM") {
      const named = takeShell(bench, instruction);
      if (stage === undefined) bench.defaultShell = named;
      stage = openStage(bench, instruction, index);
      index++;
      bench.stages.push(stage);
      if (stage.name !== undefined) bench.stagesByName.set(stage.name, stage);
    } else if (stage !== undefined) addStep(bench, stage, instruction);
  }
}

function openStage(bench: Workbench, from: FromInstruction | undefined, index: number): DraftStage {
  const base = baseOf(bench, from);
  const parent = base.kind === "stage" ? bench.stagesByName.get(base.stage.name ?? "") : undefined;
  const root = parent === undefined ? base : parent.root;
  const platform = parent === undefined ? platformOf(base, from, bench.globals) : parent.platform;
  const state = parent === undefined ? stateOnBase(bench, base, platform) : inheritableState(bench, parent);
  const name = from?.alias?.value.toLowerCase();
  return {
    index,
    name,
    subject: subjectOf(bench, name, index),
    from,
    base,
    root,
    steps: [],
    final: state,
    isTarget: false,
    reachesTarget: false,
    isInTarget: false,
    platform,
    inheritable: undefined,
  };
}

function addStep(bench: Workbench, stage: DraftStage, instruction: Instruction): void {
  const named = takeShell(bench, instruction);
  if (named !== undefined) stage.final = withShell(stage.final, named);
  const step = { instruction, stage, state: stage.final, all: bench.steps, index: bench.steps.length };
  bench.steps.push(step);
  stage.steps.push(step);
  stage.final = applyInstruction(stage.final, instruction, surroundingsOf(bench, stage));
}

function stateOnBase(bench: Workbench, base: StageBase, platform: "linux" | "windows"): RunningState {
  const state = stateOnImage(base, platform);
  return bench.defaultShell === undefined ? state : withShell(state, bench.defaultShell);
}

function withShell(state: RunningState, named: ShellPragma): RunningState {
  return { ...state, shell: shellOf(named.shell.split(/\s+/), undefined) };
}

/** Gives the last comment about the shell that stands between the instruction before and this one. */
function takeShell(bench: Workbench, instruction: Instruction): ShellPragma | undefined {
  const { shells = [] } = bench.options;
  let last: ShellPragma | undefined;
  for (; bench.passedShells < shells.length; bench.passedShells++) {
    const shell = shells[bench.passedShells];
    if (shell === undefined || shell.start > instruction.start) break;
    last = shell;
  }
  return last;
}

/** ONBUILD instructions of a stage run first in every stage that is built directly on it, and no further. */
function inheritableState(bench: Workbench, parent: DraftStage): RunningState {
  if (parent.inheritable !== undefined) return parent.inheritable;
  let state = stateOnStage(parent.final);
  for (const { instruction } of parent.steps) {
    if (instruction.keyword !== "ONBUILD" || instruction.trigger === undefined) continue;
    state = applyInstruction(state, instruction.trigger, surroundingsOf(bench, parent));
  }
  parent.inheritable = state;
  return state;
}

function surroundingsOf(bench: Workbench, stage: DraftStage): StateSurroundings {
  return {
    globals: bench.globals,
    buildArguments: bench.options.buildArguments ?? {},
    isClosed: stage.root.kind === "scratch",
    platform: stage.platform,
  };
}

function baseOf(bench: Workbench, from: FromInstruction | undefined): StageBase {
  if (from?.image === undefined) return { kind: "unknown" };
  const expanded = expand(from.image, bench.globals.find);
  const stage = bench.stagesByName.get(expanded.value.toLowerCase());
  if (stage !== undefined && expanded.isKnown) return { kind: "stage", stage };
  return baseNamed(expanded.value);
}

function platformOf(base: StageBase, from: FromInstruction | undefined, globals: GlobalScope): "linux" | "windows" {
  if (base.kind === "image" && base.known !== undefined) return base.known.platform;
  const flag = from?.flags.find(({ name }) => name === "platform")?.value;
  return flag !== undefined && expand(flag, globals.find).value.startsWith("windows") ? "windows" : "linux";
}

function subjectOf(bench: Workbench, name: string | undefined, index: number): string {
  const named = `stage:${name ?? index}`;
  const subject = bench.subjects.has(named) ? `stage:${index}` : named;
  bench.subjects.add(subject);
  return subject;
}

function findTarget(bench: Workbench): DraftStage | undefined {
  const scope: StageScope = bench;
  const wanted = bench.options.target === undefined ? undefined : findStage(scope, bench.options.target);
  return bench.stages.find((stage) => stage === wanted) ?? bench.stages.at(-1);
}

function markReachable(bench: Workbench, target: DraftStage | undefined): void {
  if (target === undefined) return;
  target.isTarget = true;
  const drafts = new Map<Stage, DraftStage>(bench.stages.map((stage) => [stage, stage]));
  for (let stage: DraftStage | undefined = target; stage !== undefined; ) {
    stage.isInTarget = true;
    stage = stage.base.kind === "stage" ? drafts.get(stage.base.stage) : undefined;
  }
  const triggered = new Set<Stage>();
  const open = [target];
  for (let stage = open.pop(); stage !== undefined; stage = open.pop()) {
    if (stage.reachesTarget) continue;
    stage.reachesTarget = true;
    const needed = sourceStages(bench, stage, false);
    if (stage.base.kind === "stage") {
      needed.push(stage.base.stage);
      if (!triggered.has(stage.base.stage)) needed.push(...sourceStages(bench, stage.base.stage, true));
      triggered.add(stage.base.stage);
    }
    for (const other of needed) {
      const draft = drafts.get(other);
      if (draft !== undefined) open.push(draft);
    }
  }
}

/** The stages that a stage's instructions take files from: its own ones, or those that it holds back for later stages. */
function sourceStages(scope: StageScope, stage: Stage, isTriggers: boolean): Stage[] {
  const found: Stage[] = [];
  for (const { instruction } of stage.steps) {
    if ((instruction.keyword === "ONBUILD") !== isTriggers) continue;
    for (const { source } of sourcesOf(scope, instruction)) {
      if (source.kind === "stage") found.push(source.stage);
    }
  }
  return found;
}
