import type { CheckDescription } from "../model/check.ts";
import { contentRules } from "./content-rules.ts";
import { auditDetectors } from "./detect/detector-catalogue.ts";
import { dockerfileChecks } from "./dockerfile-checks.ts";
import { imageChecks } from "./image-checks.ts";
import { manifestChecks } from "./manifest-checks.ts";
import { sortById } from "./sort-by-id.ts";

/**
 * Every rule that a finding can name, by id. Whoever needs one family only imports that one: all of them are a good part of
 * the time that a scan of one file takes.
 */
export const catalogue: readonly CheckDescription[] = sortById<CheckDescription>([
  ...dockerfileChecks,
  ...imageChecks,
  ...manifestChecks,
  ...contentRules,
  ...auditDetectors,
]);
