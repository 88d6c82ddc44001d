import { type PlacedReport, witnessIdOf } from "./place-report.ts";
import type { Sighting } from "./sightings.ts";

/** A tool that has spoken about a scope before. */
export interface KnownWitness {
  readonly lastArrival: number;
  readonly lastSeenAt: string;
  /** Over everything that it said last. */
  readonly digest: Buffer | null;
  readonly isComplete: boolean;
}

/** A tool that speaks in a report, about one scope. */
export interface Speaker {
  readonly id: string;
  readonly scopeId: string;
  readonly source: string;
  /** It looked at everything: what it does not say is not there. */
  readonly isComplete: boolean;
  readonly coverage: unknown;
  /** Over everything that it says, whatever the order. */
  readonly digest: Buffer;
  /** As it spoke before; `undefined` when it never has. */
  readonly known: KnownWitness | undefined;
}

interface Heard {
  readonly id: string;
  readonly scopeId: string;
  readonly source: string;
  readonly places: Set<PlacedReport>;
  sum: bigint;
}

/** Keeps who speaks in a report, while it is read. Who has said something later is not heard. */
export class Speakers {
  readonly #known: ReadonlyMap<string, KnownWitness>;
  readonly #arrival: number;
  readonly #heard = new Map<string, Heard>();
  readonly #ids = new Map<PlacedReport, Map<string, Heard | undefined>>();
  #overtaken = 0;
  #newcomers = 0;

  /** @param arrival The report's place in the order of arrival. */
  constructor(places: readonly PlacedReport[], arrival: number, known: ReadonlyMap<string, KnownWitness>) {
    this.#arrival = arrival;
    this.#known = known;
    for (const place of places) for (const source of place.looking) this.#find(place, source);
  }

  /** Whether some have spoken later, and nobody is left. */
  get isOvertaken(): boolean {
    return this.#overtaken > 0 && this.#heard.size === 0;
  }

  /** Whether somebody speaks for the first time: something is new then. */
  get hasNewcomer(): boolean {
    return this.#newcomers > 0;
  }

  /** Gives the witness that a tool is about a place; `undefined` when it has said something later. */
  idOf(place: PlacedReport, source: string): string | undefined {
    return this.#find(place, source)?.id;
  }

  /** Adds what a witness says to its digest. @param digest SHA-256 in hex. */
  hear(id: string, digest: string): void {
    const heard = this.#heard.get(id);
    if (heard !== undefined) heard.sum = BigInt.asUintN(256, heard.sum + BigInt(`0x${digest}`));
  }

  /** Gives everybody who speaks, by id. A finding that could not be read makes nobody complete. */
  list(isWhole: boolean): readonly Speaker[] {
    return [...this.#heard.values()]
      .toSorted((left, right) => (left.id < right.id ? -1 : 1))
      .map(({ id, scopeId, source, places, sum }) => ({
        id,
        scopeId,
        source,
        isComplete: isWhole && [...places].every((place) => place.isComplete),
        coverage: [...places].at(-1)?.coverage ?? [],
        digest: Buffer.from(sum.toString(16).padStart(64, "0"), "hex"),
        known: this.#known.get(id),
      }));
  }

  /** Gives which assets each of them has looked at. */
  sightings(): readonly Sighting[] {
    return [...this.#heard.values()].flatMap(({ id, places }) =>
      [...places].map(({ assetId }) => ({ assetId, witnessId: id })),
    );
  }

  #find(place: PlacedReport, source: string): Heard | undefined {
    const ids = this.#ids.get(place) ?? new Map<string, Heard | undefined>();
    if (ids.has(source)) return ids.get(source);
    const found = this.#add(place, source);
    ids.set(source, found);
    this.#ids.set(place, ids);
    return found;
  }

  #add(place: PlacedReport, source: string): Heard | undefined {
    const { scopeId } = place;
    const id = witnessIdOf(scopeId, source);
    if ((this.#known.get(id)?.lastArrival ?? 0) > this.#arrival) {
      this.#overtaken++;
      return undefined;
    }
    if (!this.#known.has(id)) this.#newcomers++;
    const heard = this.#heard.get(id) ?? { id, scopeId, source, places: new Set<PlacedReport>(), sum: 0n };
    heard.places.add(place);
    this.#heard.set(id, heard);
    return heard;
  }
}
