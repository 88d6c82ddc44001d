import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findProgram } from "../packages/sekisho/src/access/rendering/find-program.ts";

const fetched = join(import.meta.dirname, "../node_modules/.cache/kubernetes-tools");

/** A search path with the tools that `tools/fetch-kubernetes-tools.ts` fetched in front of the user's own. */
export const toolEnvironment: Readonly<Record<string, string>> = {
  PATH: [...(existsSync(fetched) ? [fetched] : []), process.env["PATH"] ?? ""].join(delimiter),
};

/** Tells whether one of some programs is there. */
export function hasProgram(...names: readonly string[]): boolean {
  return names.some((name) => findProgram(name, toolEnvironment) !== undefined);
}
