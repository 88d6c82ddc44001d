import { compareNumberSequences } from "./order/number-sequence.ts";
import { readWholeNumber, type WholeNumber } from "./order/whole-number.ts";
import type { VersionScheme } from "./scheme.ts";

/** The numbers of a version of an R package. */
export type CranVersion = readonly WholeNumber[];

/** Orders versions of R packages: numbers between `.` and `-`, which mean the same. `1.0` sorts before `1.0.0`. */
export const cran: VersionScheme<CranVersion> = {
  id: "cran",
  source: "R documentation, compareVersion",
  parse: parseCran,
  compare: compareNumberSequences,
};

function parseCran(text: string): CranVersion | undefined {
  return /^\d+(?:[.-]\d+)*$/.test(text) ? text.split(/[.-]/).map(readWholeNumber) : undefined;
}
