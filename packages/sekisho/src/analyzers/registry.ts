import type { Analyzer } from "./define.ts";
import * as language from "./language/registry.ts";

/** Every analyzer, by id. */
export const analyzers: readonly Analyzer[] = [...Object.values<Analyzer>(language)].toSorted((left, right) =>
  left.id < right.id ? -1 : 1,
);
