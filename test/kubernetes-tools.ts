import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { findProgram } from "../packages/sekisho/src/access/rendering/find-program.ts";

const fetched = join(import.meta.dirname, "../node_modules/.cache/kubernetes-tools");

/** A search path with the tools that `tools/fetch-kubernetes-tools.ts` fetched in front of the user's own. */
export const toolEnvironment: Readonly<Record<string, string>> = {
  PATH: [...(existsSync(fetched) ? [fetched] : []), process.env["PATH"] ?? ""].join(delimiter),
};

/** Tells whether a program is there; says in one line what is skipped without it. */
export function hasProgram(...names: readonly string[]): boolean {
  const isThere = names.some((name) => findProgram(name, toolEnvironment) !== undefined);
  if (!isThere) console.log(`skipped: no ${names.join(" or ")} (node tools/fetch-kubernetes-tools.ts)`);
  return isThere;
}
