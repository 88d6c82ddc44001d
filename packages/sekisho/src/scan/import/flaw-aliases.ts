import type { Report } from "../../model/report.ts";

const cve = /^CVE-\d{4}-\d{4,19}$/;

/** Which names mean the same flaw, as far as the documents of a run say it. */
export class FlawAliases {
  /** By a name that is no CVE its CVE; `undefined` where several documents name different ones. */
  readonly #cves = new Map<string, string | undefined>();

  /** Learns from the names that one document gives to one flaw. */
  learn(names: readonly string[]): void {
    const [found, ...others] = new Set(names.filter((name) => cve.test(name)));
    // A notice about several flaws is no name of one of them.
    if (found === undefined || others.length > 0) return;
    for (const name of names) {
      if (name === found) continue;
      const isOther = this.#cves.has(name) && this.#cves.get(name) !== found;
      this.#cves.set(name, isOther ? undefined : found);
    }
  }

  /** Learns from a report of ours. */
  learnReport({ findings }: Report): void {
    for (const { vulnerability } of findings) {
      if (vulnerability !== undefined) this.learn([vulnerability.flaw, ...vulnerability.aliases]);
    }
  }

  /** Gives the name that stands for all others of a flaw: what was learned, else the name itself. */
  nameOf(flaw: string): string {
    return this.#cves.get(flaw) ?? flaw;
  }
}

/** Gives the name of a flaw that stands for all: its CVE, else its id at GitHub, else what the tool calls it. */
export function flawOf({ id, aliases }: { readonly id: string; readonly aliases: readonly string[] }): string {
  if (cve.test(id)) return id;
  const names = [id, ...aliases];
  if (names.length === 1) return id;
  const sorted = names.toSorted();
  return sorted.find((name) => cve.test(name)) ?? sorted.find((name) => name.startsWith("GHSA-")) ?? id;
}
