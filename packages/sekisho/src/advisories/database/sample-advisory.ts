import type { Advisory, AffectedPackage } from "../../model/advisory.ts";

/** Gives an advisory with little in it, for tests. */
export function sampleAdvisory(id: string, fields: Partial<Advisory> = {}): Advisory {
  return {
    id,
    aliases: [],
    upstream: [],
    source: "sample",
    kind: "vulnerability",
    summary: `Summary of ${id}`,
    details: "",
    references: [],
    weaknesses: [],
    severities: [],
    affected: [],
    ...fields,
  };
}

/** Gives a row with little in it, for tests. */
export function sampleRow(name: string, fields: Partial<AffectedPackage> = {}): AffectedPackage {
  return {
    ecosystem: "npm",
    name,
    names: "binary",
    status: "fixed",
    ranges: [{ fixed: "1.0.0" }],
    versions: [],
    ...fields,
  };
}
