import type { Advisory, FlawFacts } from "../../model/advisory.ts";
import type { AffectedRow, VulnerabilityStore } from "../vulnerability-store.ts";

/** One flaw under all its names. */
export interface Flaw {
  /** Its CVE where it has one, else its id at GitHub, else what the first database calls it. */
  readonly name: string;
  /** All of them, sorted. */
  readonly names: readonly string[];
}

/** Looks up advisories and flaws of a store, each once a run. */
export class FlawNames {
  readonly #store: VulnerabilityStore;
  /** By source and id. */
  readonly #advisories = new Map<string, Map<string, Advisory | undefined>>();
  readonly #flaws = new Map<string, Flaw>();
  readonly #flawsOfErrata = new Map<Advisory, readonly Flaw[]>();
  readonly #facts = new Map<Flaw, FlawFacts | undefined>();

  constructor(store: VulnerabilityStore) {
    this.#store = store;
  }

  findAdvisory({ source, advisory: id, affected }: AffectedRow): Advisory | undefined {
    const known = this.#advisories.get(source) ?? new Map<string, Advisory | undefined>();
    if (known.has(id)) return known.get(id);
    const found = this.#store.findAdvisory(source, id, affected.ecosystem);
    this.#advisories.set(source, known.set(id, found));
    return found;
  }

  /**
   * Gives the flaws that a row is about. An erratum (DSA, ALSA, RHSA) is about every flaw that it repairs; any other
   * advisory is about one, which has other names in other databases.
   */
  flawsOf(row: AffectedRow): readonly Flaw[] {
    // The name of a CVE says all: what else the advisory holds is not needed to know the flaw.
    const advisory = row.advisory.startsWith("CVE-") ? undefined : this.findAdvisory(row);
    if (advisory === undefined || advisory.upstream.length === 0) {
      return [this.#flawOf(row.advisory, advisory?.aliases ?? [])];
    }
    const known = this.#flawsOfErrata.get(advisory);
    if (known !== undefined) return known;
    const byName = new Map(advisory.upstream.map((id) => this.#flawOf(id, [])).map((flaw) => [flaw.name, flaw]));
    const flaws = [...byName.values()];
    this.#flawsOfErrata.set(advisory, flaws);
    return flaws;
  }

  /** Gives what is known of a flaw by the first of its CVEs that anything is known of. */
  findFacts(flaw: Flaw): FlawFacts | undefined {
    if (this.#facts.has(flaw)) return this.#facts.get(flaw);
    let facts: FlawFacts | undefined;
    for (const name of flaw.names) {
      if (facts === undefined && name.startsWith("CVE-")) facts = this.#store.findFlaw(name);
    }
    this.#facts.set(flaw, facts);
    return facts;
  }

  #flawOf(id: string, aliases: readonly string[]): Flaw {
    const known = this.#flaws.get(id);
    if (known !== undefined) return known;
    const names = [...new Set([id, ...aliases, ...this.#store.aliasesOf(id)])].toSorted();
    const name = names.find((text) => text.startsWith("CVE-")) ?? names.find((text) => text.startsWith("GHSA-")) ?? id;
    const flaw = { name, names };
    this.#flaws.set(id, flaw);
    return flaw;
  }
}
