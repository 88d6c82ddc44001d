import type { LayerBlob } from "../../access/image-source.ts";
import type { LayerFacts } from "../../model/analysis.ts";
import type { ImageLayer } from "../../model/image.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { AssembledContent } from "../../semantics/inventory/assemble.ts";
import { sha256Hex } from "../digest.ts";
import type { KeptMatch } from "../vulnerability/match-memory.ts";
import { byteIdentityOf } from "./byte-identity.ts";
import type { CacheStore } from "./cache-store.ts";
import { seal, unseal } from "./sealed-parts.ts";
import { matchOfParts, partsOfMatch } from "./stored-match.ts";
import {
  type FoundContent,
  factsOfParts,
  foundOfParts,
  hasFields,
  inventoryOfParts,
  partsOfFacts,
  partsOfFound,
  partsOfInventory,
  type StoredVerdicts,
  verdictsOfParts,
} from "./stored-parts.ts";

/** What was computed from the stored bytes of a layer once. */
export interface KnownLayer {
  /** `sha256:…` of the stored bytes. */
  readonly digest: string;
  /** `sha256:…` of the uncompressed archive. */
  readonly diffId: string;
  readonly storedBytes: number;
}

/** A layer with the source of its bytes. */
export interface LayerPlace {
  readonly layer: ImageLayer;
  readonly blob: LayerBlob;
  /**
   * Whether the source gives bytes by their digest and everybody who fetches them verifies it, as a registry does. A
   * digest that an archive writes beside its bytes says nothing.
   */
  readonly isAddressedByDigest: boolean;
}

/** What a cache is opened with. */
export interface ImageCacheOptions {
  /** Of the analyzers. */
  readonly fingerprint: string;
  readonly now: () => number;
  /** Tells this build of the program from every other; without it no verdicts are kept. */
  readonly build?: string;
}

/**
 * Keeps what was read of layers and images. Keys are digests that were computed here, from bytes, and the analyzers'
 * versions: no name, diff id or digest that an image claims leads to the facts of another one.
 */
export class ImageCache {
  readonly #store: CacheStore;
  readonly #fingerprint: string;
  readonly #now: () => number;
  readonly #build: string | undefined;

  constructor(store: CacheStore, options: ImageCacheOptions) {
    this.#store = store;
    this.#fingerprint = options.fingerprint;
    this.#now = options.now;
    this.#build = options.build;
  }

  /** Tells what was computed of a layer's bytes before; `undefined` when these bytes were never read. */
  async findKnown(place: LayerPlace): Promise<KnownLayer | undefined> {
    const key = this.#bytesKey(place);
    const [value] = (key === undefined ? undefined : await this.#read(key)) ?? [];
    return isKnownLayer(value) ? value : undefined;
  }

  /** Gives the facts of a layer that was read before. */
  async findFacts(known: KnownLayer): Promise<LayerFacts | undefined> {
    const facts = await this.#find(this.#factsKey(known.diffId), factsOfParts);
    return facts === undefined ? undefined : { ...facts, ...known };
  }

  /** Keeps the facts of a layer that was read to its end. */
  async keepFacts(place: LayerPlace, facts: LayerFacts): Promise<void> {
    const { digest, diffId, storedBytes } = facts;
    if (digest === undefined || diffId === undefined) return;
    await this.#write(this.#factsKey(diffId), partsOfFacts(facts));
    const known: KnownLayer = { digest, diffId, storedBytes };
    const key = this.#bytesKey(place);
    // Bytes that are not those that the registry was asked for are no answer for that digest.
    const isAnswer = !place.isAddressedByDigest || place.layer.digest === digest;
    if (key !== undefined && isAnswer) await this.#write(key, [known]);
  }

  /** Gives an image's inventory that was joined before; its origin is everything that it was made of. */
  async findInventory(origin: readonly string[]): Promise<Inventory | undefined> {
    return await this.#find(this.#contentKey("inventory", origin), inventoryOfParts);
  }

  /** Gives what was found in the files of the same image. */
  async findFound(origin: readonly string[]): Promise<FoundContent | undefined> {
    return await this.#find(this.#contentKey("found", origin), foundOfParts);
  }

  /** Keeps both: apart, for an inventory is asked alone more often. */
  async keepContent(origin: readonly string[], { inventory, ...found }: AssembledContent): Promise<void> {
    await this.#write(this.#contentKey("inventory", origin), partsOfInventory(inventory));
    await this.#write(this.#contentKey("found", origin), partsOfFound(found));
  }

  /** Gives what this build said of an image before; its origin is everything that it looked at. */
  async findVerdicts(origin: readonly string[]): Promise<StoredVerdicts | undefined> {
    const key = this.#buildKey("verdicts", origin);
    return key === undefined ? undefined : await this.#find(key, verdictsOfParts);
  }

  /** Keeps what this build says of an image. */
  async keepVerdicts(origin: readonly string[], verdicts: StoredVerdicts): Promise<void> {
    const key = this.#buildKey("verdicts", origin);
    if (key !== undefined) await this.#write(key, [verdicts]);
  }

  /** Names an image's content in few characters; its origin is everything that it was made of. */
  identityOf(origin: readonly string[]): string {
    return this.#contentKey("inventory", origin);
  }

  /** Gives what came of a match of this build before; its origin is everything that was held together. */
  async findMatch(origin: readonly string[]): Promise<KeptMatch | undefined> {
    const key = this.#buildKey("match", origin);
    return key === undefined ? undefined : await this.#find(key, matchOfParts);
  }

  /** Keeps what came of a match. */
  async keepMatch(origin: readonly string[], match: KeptMatch): Promise<void> {
    const key = this.#buildKey("match", origin);
    if (key !== undefined) await this.#write(key, partsOfMatch(match));
  }

  /** Keeps the size limit; called once, behind the last scan. */
  async tidy(): Promise<void> {
    await this.#store.tidy();
  }

  /** Reads an entry; one that is none is taken away. */
  async #find<Value>(key: string, read: (parts: readonly unknown[]) => Value | undefined): Promise<Value | undefined> {
    const parts = await this.#read(key);
    const value = parts === undefined ? undefined : read(parts);
    if (parts !== undefined && value === undefined) await this.#store.remove(key);
    return value;
  }

  async #read(key: string): Promise<readonly unknown[] | undefined> {
    const bytes = await this.#store.read(key);
    if (bytes === undefined) return undefined;
    const parts = unseal(bytes);
    if (parts === undefined) await this.#store.remove(key);
    return parts;
  }

  async #write(key: string, parts: Iterable<unknown>): Promise<void> {
    const bytes = seal(parts);
    if (bytes !== undefined) await this.#store.write(key, bytes);
  }

  /** Each part of the origin stands behind its length. */
  #contentKey(kind: "inventory" | "found", origin: readonly string[]): string {
    return this.#keyOf(kind, [this.#fingerprint, ...origin]);
  }

  #buildKey(kind: "verdicts" | "match", origin: readonly string[]): string | undefined {
    if (this.#build === undefined) return undefined;
    return this.#keyOf(kind, [this.#build, this.#fingerprint, ...origin]);
  }

  #factsKey(diffId: string): string {
    return this.#keyOf("facts", [this.#fingerprint, diffId]);
  }

  #bytesKey({ layer, blob, isAddressedByDigest }: LayerPlace): string | undefined {
    if (isAddressedByDigest) return layer.digest === undefined ? undefined : this.#keyOf("blob", [layer.digest]);
    const identity = byteIdentityOf(blob, this.#now());
    return identity === undefined ? undefined : this.#keyOf("bytes", [identity]);
  }

  #keyOf(kind: string, parts: readonly string[]): string {
    let text = kind;
    for (const part of parts) text += ` ${Buffer.byteLength(part)}:${part}`;
    return sha256Hex(Buffer.from(text));
  }
}

function isKnownLayer(value: unknown): value is KnownLayer {
  return hasFields(value, { digest: "string", diffId: "string", storedBytes: "number" });
}
