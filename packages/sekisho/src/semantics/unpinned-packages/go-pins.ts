import { type CallArgument, readArguments } from "../commands/arguments.ts";
import { packageGrammars } from "../commands/package-grammars.ts";
import { hasOption } from "../commands/package-managers.ts";
import { type PackageReference, referenceOf } from "../commands/package-references.ts";
import type { PlacedPackageCall } from "../package-calls/package-calls.ts";
import type { DockerfileBuild, Stage, Step } from "../stages/build.ts";
import { mountsOf } from "../stages/mounts.ts";
import { callsOf } from "../stages/scripts.ts";
import type { PinRules } from "./unpinned-packages.ts";

/**
 * `go install path@version`, also `go get` and `go run`; `latest` and its like move. A path without version has the one that
 * go.mod says, where there is one. Source: go command, "Module queries" and "Compile and install packages".
 */
export const goPins: PinRules = {
  managers: new Set(["go"]),
  style: "at-sign",
  asks: () => true,
  packagesOf,
  isPinned,
};

function packagesOf(call: PlacedPackageCall): readonly PackageReference[] {
  const { subcommand } = call;
  if (subcommand?.text === "run") return programToRun(call).map((argument) => referenceOf(argument, "at-sign"));
  if (call.action !== "install") return [];
  return isToolInstall(call) ? call.packages.slice(1) : call.packages;
}

/** What follows the first operand of `go run` are arguments of the program. */
function programToRun({ located }: PlacedPackageCall): readonly CallArgument[] {
  const grammar = packageGrammars.get("go");
  if (grammar === undefined) return [];
  return readArguments(located.call.args, grammar).operands.slice(1, 2);
}

function isToolInstall(call: PlacedPackageCall): boolean {
  return call.packages[0]?.name === "tool" && call.packages.length > 1;
}

function isPinned(reference: PackageReference, call: PlacedPackageCall, build: DockerfileBuild): boolean {
  const { name, version, isLocal } = reference;
  if (isLocal || name.endsWith(".go")) return true;
  if (version !== undefined) return !/^(?:latest|upgrade|patch)$/.test(version);
  if (hasModuleFile(build) || bringsModule(call.step)) return true;
  const isRemote = /^[^/]*\./.test(name);
  return !isRemote && !isToolInstall(call) && !hasOption(call, "-tool", "--tool");
}

function hasModuleFile(build: DockerfileBuild): boolean {
  return build.context.files?.some((path) => /(?:^|\/)go\.mod$/.test(path)) ?? false;
}

/** Tells whether the step sees a go.mod: copied or made earlier in its stage, or mounted with the build context. */
function bringsModule(step: Step): boolean {
  if (mountsOf(step).some(({ type, options }) => type === "bind" && options["from"] === undefined)) return true;
  const known = modulesFrom.get(step.stage) ?? firstModule(step.stage);
  modulesFrom.set(step.stage, known);
  return known < step.instruction.index;
}

/** Index of the first instruction that brings a go.mod into a stage; infinite where none does. */
const modulesFrom = new WeakMap<Stage, number>();

function firstModule(stage: Stage): number {
  const first = stage.steps.find((step) => {
    const { instruction } = step;
    if (instruction.keyword === "RUN")
      return callsOf(step).some(({ call }) => call.name === "go" && call.args[0]?.text === "mod");
    if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") return false;
    return instruction.sources.some(({ value }) => /(?:^|\/)(?:go\.(?:mod|\*)|\*|\.|go\.\w*\*)?$/.test(value));
  });
  return first?.instruction.index ?? Number.POSITIVE_INFINITY;
}
