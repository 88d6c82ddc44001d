import { compareNumberSequences } from "./order/number-sequence.ts";
import { readWholeNumber, type WholeNumber } from "./order/whole-number.ts";
import type { VersionScheme } from "./scheme.ts";

/** The numbers of a version of a Haskell package. */
export type HackageVersion = readonly WholeNumber[];

/** Orders versions of Haskell packages: numbers between dots. `1.0` sorts before `1.0.0`. */
export const hackage: VersionScheme<HackageVersion> = {
  id: "hackage",
  source: "Haskell Package Versioning Policy; Cabal, Distribution.Types.Version",
  parse: parseHackage,
  compare: compareNumberSequences,
};

function parseHackage(text: string): HackageVersion | undefined {
  return /^\d+(?:\.\d+)*$/.test(text) ? text.split(".").map(readWholeNumber) : undefined;
}
