import { go } from "../go.ts";
import { plainRelations } from "./plain-relations.ts";

/** Relations between versions, `>=1.20.0, <1.20.5`, as Go advisories write them: Go itself has minimal versions only. */
export const goRanges = plainRelations({ scheme: go, source: 'Go Vulnerability Database, "Ranges"' });
