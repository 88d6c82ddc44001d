import type { TextEdit } from "../../model/fix.ts";
import { insertInstructionAfter } from "../editing/instruction-edits.ts";
import type { DockerfileBuild, Stage } from "../stages/build.ts";
import { effectiveInstruction, type Keyword } from "../stages/placed-instructions.ts";

/** A number that no distribution gives to an account of its own. */
const freeUserId = 10001;

/** Instructions that may need root's rights, or that files belong to. */
const privileged: readonly Keyword[] = ["RUN", "COPY", "ADD", "WORKDIR", "USER"];

/** Gives a USER for a stage: the number of the base image's own unprivileged user, or one that nobody has. */
export function unprivilegedUserFor(stage: Stage): string {
  const known = stage.root.kind === "image" ? stage.root.known : undefined;
  return String(known?.unprivilegedUser?.id ?? freeUserId);
}

/**
 * Adds a USER behind the last instruction of a stage that may need root; `undefined` for Windows, where users have no
 * numbers, and for a file without FROM.
 */
export function dropPrivilegesEdit(build: DockerfileBuild, stage: Stage): TextEdit | undefined {
  if (stage.platform === "windows" || stage.from === undefined) return undefined;
  const last = stage.steps.findLast(({ instruction }) =>
    privileged.includes(effectiveInstruction(instruction).keyword),
  );
  return insertInstructionAfter(build, last?.instruction ?? stage.from, `USER ${unprivilegedUserFor(stage)}`);
}
