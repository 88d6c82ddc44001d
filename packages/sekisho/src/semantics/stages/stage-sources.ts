import type { Flag, Instruction, Mount } from "../../formats/dockerfile/syntax.ts";
import { findBaseImage } from "../base-images/find-base-image.ts";
import { parseImageReference } from "../image-reference/image-reference.ts";
import type { DockerfileBuild, Stage, StageBase } from "./build.ts";

/** Where COPY --from and RUN --mount from= take files. */
export type StageSource =
  | StageBase
  /** A number that no stage has. */
  | { readonly kind: "missing"; readonly index: number };

/** A source that an instruction names, and the words that name it. */
export interface NamedSource {
  /** As written. */
  readonly name: string;
  readonly namedBy: Flag | Mount;
  readonly source: StageSource;
}

/** The stages that a name may mean. */
export type StageScope = Pick<DockerfileBuild, "stages" | "stagesByName">;

/** Gives every source that COPY --from or the mounts of a RUN name, in order; those of its trigger for ONBUILD. */
export function sourcesOf(scope: StageScope, instruction: Instruction): readonly NamedSource[] {
  switch (instruction.keyword) {
    case "COPY":
    case "ADD":
      return instruction.flags.flatMap((flag) => copySource(scope, flag));
    case "RUN":
      return instruction.mounts.flatMap((mount) => mountSource(scope, mount));
    case "ONBUILD":
      return instruction.trigger === undefined ? [] : sourcesOf(scope, instruction.trigger);
    default:
      return [];
  }
}

/** Finds a stage by name in any case, or by its number. */
export function findStage(scope: StageScope, nameOrIndex: string): Stage | undefined {
  if (!/^\d+$/.test(nameOrIndex)) return scope.stagesByName.get(nameOrIndex.toLowerCase());
  const index = Number(nameOrIndex);
  const shift = scope.stages[0]?.index ?? 0;
  return scope.stages[index - shift];
}

/** Gives what an image name means. A name with `$` in it is unknown. */
export function baseNamed(name: string): StageBase {
  if (name === "scratch") return { kind: "scratch" };
  const reference = parseImageReference(name);
  return {
    kind: "image",
    name,
    reference,
    known: reference === undefined ? undefined : findBaseImage(reference),
  };
}

/** COPY --from takes names and numbers. Source: BuildKit, convert.go, toCommand. */
function copySource(scope: StageScope, flag: Flag): readonly NamedSource[] {
  const name = flag.name === "from" ? flag.value?.value : undefined;
  if (name === undefined || name === "") return [];
  const stage = findStage(scope, name);
  if (stage !== undefined) return [{ name, namedBy: flag, source: { kind: "stage", stage } }];
  const source: StageSource = /^\d+$/.test(name) ? { kind: "missing", index: Number(name) } : baseNamed(name);
  return [{ name, namedBy: flag, source }];
}

/** A mount takes names only: `from=0` is an image called 0. Source: BuildKit, convert_runmount.go, detectRunMount. */
function mountSource(scope: StageScope, mount: Mount): readonly NamedSource[] {
  const name = mount.options["from"];
  if (name === undefined || name === "") return [];
  const stage = scope.stagesByName.get(name.toLowerCase());
  const source: StageSource = stage === undefined ? baseNamed(name) : { kind: "stage", stage };
  return [{ name, namedBy: mount, source }];
}
