import type { TextEdit } from "../../model/fix.ts";
import { findBaseImage } from "../base-images/find-base-image.ts";
import { isOperatingSystem } from "../base-images/plain-systems.ts";
import { type RuntimePackage, readRuntimePackage, runtimeImageFor } from "../base-images/runtime-packages.ts";
import { packageCallOf } from "../commands/package-managers.ts";
import type { PackageReference } from "../commands/package-references.ts";
import { deleteInstruction, replaceRange } from "../editing/instruction-edits.ts";
import { parseImageReference } from "../image-reference/image-reference.ts";
import type { DockerfileBuild, Step } from "../stages/build.ts";
import { type ExternalBase, replaceImage } from "../stages/external-bases.ts";
import { callsOf } from "../stages/scripts.ts";
import { type InstalledPackage, keptPackages } from "./installed-packages.ts";

/** A language's runtime that a stage installs on a bare operating system. */
export interface RuntimeInstall {
  readonly installed: InstalledPackage;
  readonly runtime: RuntimePackage;
  /** The official image that has it. */
  readonly image: string;
}

/** Finds the first runtime that is installed by hand on a base image that is an operating system only. */
export function findRuntimeInstall(build: DockerfileBuild, base: ExternalBase): RuntimeInstall | undefined {
  const { known, stage } = base;
  if (known === undefined || !isOperatingSystem(known)) return undefined;
  for (const installed of keptPackages(build)) {
    if (installed.call.step.stage !== stage) continue;
    const runtime = readRuntimePackage(nameWithVersion(installed.reference));
    const image = runtime === undefined ? undefined : runtimeImageFor(runtime, known.distribution?.id);
    if (runtime !== undefined && image !== undefined) return { installed, runtime, image };
  }
  return undefined;
}

/**
 * Gives the edits that take the official image instead: the base image, and the RUN that installs the runtime becomes one
 * that brings the image's own packages up to date, or goes where the image is rebuilt with every fix anyway. Cleaning
 * that follows in a RUN of its own goes into it. `undefined` where the RUN does anything else.
 */
export function useRuntimeImage(
  build: DockerfileBuild,
  base: ExternalBase,
  install: RuntimeInstall,
): readonly [TextEdit, ...TextEdit[]] | undefined {
  const { step } = install.installed.call;
  const image = replaceImage(base, install.image);
  if (image === undefined || install.installed.call.packages.length !== 1 || !onlyManagesPackages(step))
    return undefined;
  const next = base.stage.steps[base.stage.steps.indexOf(step) + 1];
  const cleaning = next !== undefined && isCleaning(next) ? [deleteInstruction(build, next.instruction)] : [];
  const update = updateCommand(install.image);
  const run =
    update === undefined
      ? deleteInstruction(build, step.instruction)
      : replaceRange(build, { start: step.instruction.start, end: step.instruction.end }, `RUN ${update}`);
  return [image, run, ...cleaning];
}

/** `java-11-amazon-corretto-headless-11.0.13` may have been read with its version apart. */
function nameWithVersion({ name, operator, version }: PackageReference): string {
  return operator === "-" && version !== undefined ? `${name}-${version}` : name;
}

/** Amazon Linux 2023 is locked to the release of the image; `latest` lifts the lock. Source: AWS, AL2023 User Guide, "Deterministic upgrades". */
function updateCommand(image: string): string | undefined {
  const reference = parseImageReference(image);
  const known = reference === undefined ? undefined : findBaseImage(reference);
  if (known?.distribution?.id !== "amazon-linux") return undefined;
  return "dnf -y update --releasever=latest && dnf clean all && rm -rf /var/cache/dnf";
}

/** Every call is one of a package manager, or deletes what it leaves behind. */
function onlyManagesPackages(step: Step): boolean {
  if (step.instruction.keyword !== "RUN" || step.instruction.heredocs.length > 0 || step.instruction.flags.length > 0) {
    return false;
  }
  return callsOf(step).every(({ call }) => isPackageWork(call));
}

function isCleaning(step: Step): boolean {
  if (step.instruction.keyword !== "RUN" || step.instruction.heredocs.length > 0) return false;
  const calls = callsOf(step);
  return (
    calls.length > 0 &&
    calls.every(({ call }) => packageCallOf(call)?.action === "clean" || (call.name === "rm" && isPackageWork(call)))
  );
}

function isPackageWork(call: Parameters<typeof packageCallOf>[0]): boolean {
  if (packageCallOf(call) !== undefined) return true;
  return (
    call.name === "rm" &&
    call.args.every(({ text }) => text.startsWith("-") || /^\/var\/(?:cache|lib\/apt\/lists)/.test(text))
  );
}
