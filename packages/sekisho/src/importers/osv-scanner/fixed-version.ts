import type { output } from "zod/mini";
import { lowestAbove } from "../parts/nearest-fix.ts";
import type { osvAdvisory } from "./schema.ts";

/** Finds the lowest version of a package that an advisory calls repaired and that is above the one installed. */
export function findFixedVersion(
  { affected }: output<typeof osvAdvisory>,
  name: string,
  { type, installed }: { readonly type: string; readonly installed: string },
): string | undefined {
  const fixed = (affected ?? [])
    .filter((one) => one.package?.name === name)
    .flatMap(({ ranges }) => ranges ?? [])
    .filter((range) => range.type !== "GIT")
    .flatMap(({ events }) => events ?? [])
    .flatMap((event) => (event.fixed === undefined || event.fixed === null || event.fixed === "" ? [] : [event.fixed]));
  const distinct = [...new Set(fixed)];
  return distinct.length < 2 ? distinct[0] : lowestAbove(distinct, type, installed);
}
