import { semver } from "../semver.ts";
import { plainRelations } from "./plain-relations.ts";

/** Relations between versions, `>=1.0.0, <2.0.0 || 3.0.0`: Semantic Versioning itself defines no ranges. */
export const semverRanges = plainRelations({ scheme: semver, source: "Semantic Versioning 2.0.0, section 11" });
