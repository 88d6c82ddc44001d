import type { VulnerabilityStore } from "../../advisories/vulnerability-store.ts";

/** Gives a store that tells each ecosystem that it is asked of, once. */
export function notingStore(store: VulnerabilityStore, note: (ecosystem: string) => void): VulnerabilityStore {
  const noted = new Set<string>();
  return {
    segments: store.segments,
    covers(ecosystem) {
      if (!noted.has(ecosystem)) {
        noted.add(ecosystem);
        note(ecosystem);
      }
      return store.covers(ecosystem);
    },
    rowsOf: (ecosystem, name) => store.rowsOf(ecosystem, name),
    findAdvisory: (source, id, ecosystem) => store.findAdvisory(source, id, ecosystem),
    findFlaw: (cve) => store.findFlaw(cve),
    aliasesOf: (id) => store.aliasesOf(id),
    close: () => store.close(),
  };
}
