import type { Advisory } from "../../model/advisory.ts";
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
  readonly #advisories = new Map<string, Advisory | undefined>();
  readonly #flaws = new Map<string, Flaw>();

  constructor(store: VulnerabilityStore) {
    this.#store = store;
  }

  findAdvisory({ source, advisory }: AffectedRow): Advisory | undefined {
    const key = `${source}\n${advisory}`;
    if (this.#advisories.has(key)) return this.#advisories.get(key);
    const found = this.#store.findAdvisory(source, advisory);
    this.#advisories.set(key, found);
    return found;
  }

  /**
   * Gives the flaws that a row is about. An erratum (DSA, ALSA, RHSA) is about every flaw that it repairs; any other
   * advisory is about one, which has other names in other databases.
   */
  flawsOf(row: AffectedRow): readonly Flaw[] {
    const advisory = this.#findRepairs(row);
    const upstream = advisory?.upstream ?? [];
    if (upstream.length === 0) return [this.#flawOf(row.advisory, advisory?.aliases ?? [])];
    const flaws = upstream.map((id) => this.#flawOf(id, []));
    return [...new Map(flaws.map((flaw) => [flaw.name, flaw])).values()];
  }

  /** The name of a CVE says all: what else the advisory holds is not needed to know the flaw. */
  #findRepairs(row: AffectedRow): Advisory | undefined {
    return row.advisory.startsWith("CVE-") ? undefined : this.findAdvisory(row);
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
