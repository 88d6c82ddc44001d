import type { ImportedFinding } from "../../importers/define.ts";

/** Tells a finding that was written to a file of ours: what was written here is read here. */
export function isImportedFinding(value: unknown): value is ImportedFinding {
  return typeof value === "object" && value !== null && "kind" in value && "rule" in value && "evidence" in value;
}
