import type { CheckDescription } from "../model/check.ts";
import type { ReportDocument } from "../model/report.ts";

/** Each group of families with its rules, loaded on first use. */
const groups: readonly {
  readonly families: readonly string[];
  readonly load: () => Promise<readonly CheckDescription[]>;
}[] = [
  { families: ["dockerfile", "shell"], load: async () => (await import("./dockerfile-checks.ts")).dockerfileChecks },
  { families: ["audit"], load: async () => (await import("./detect/detector-catalogue.ts")).auditDetectors },
  { families: ["image"], load: async () => (await import("./image-checks.ts")).imageChecks },
  {
    families: ["exception", "malware", "secret"],
    load: async () => (await import("./content-rules.ts")).contentRules,
  },
  {
    families: ["data-class", "manifest", "network", "rbac", "reliability", "secret-object", "supply", "workload"],
    load: async () => (await import("./manifest-checks.ts")).manifestChecks,
  },
];

/** Gives every rule of the families that a document's findings name, by id; the other families are not even loaded. */
export async function loadRules(document: ReportDocument): Promise<ReadonlyMap<string, CheckDescription>> {
  const named = new Set<string>();
  for (const { findings } of document.reports) {
    for (const { rule } of findings) named.add(rule.id.slice(0, rule.id.indexOf("/")));
  }
  const loaded = await Promise.all(
    groups.filter(({ families }) => families.some((family) => named.has(family))).map(({ load }) => load()),
  );
  return new Map(loaded.flat().map((rule) => [rule.id, rule]));
}
