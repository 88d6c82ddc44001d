import { cran } from "../cran.ts";
import { plainRelations } from "./plain-relations.ts";

/** Requirements of R packages, `>= 1.2-3, < 2.0`. */
export const cranRanges = plainRelations({ scheme: cran, source: 'Writing R Extensions, "Package Dependencies"' });
