import type { LayerBlob } from "../../access/image-source.ts";
import type { LayerFacts } from "../../model/analysis.ts";
import type { ImageLayer } from "../../model/image.ts";
import type { AssembledContent } from "../../semantics/inventory/assemble.ts";
import { sha256Hex } from "../digest.ts";
import { byteIdentityOf } from "./byte-identity.ts";
import type { CacheStore } from "./cache-store.ts";
import { type EntryTable, fromEntryTable, toEntryTable } from "./entry-table.ts";
import { seal, unseal } from "./sealed-json.ts";

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

type StoredFacts = Omit<LayerFacts, "entries"> & { readonly entries: EntryTable };

/**
 * Keeps what was read of layers and images. Keys are digests that were computed here, from bytes, and the analyzers'
 * versions: no name, diff id or digest that an image claims leads to the facts of another one.
 */
export class ImageCache {
  readonly #store: CacheStore;
  readonly #fingerprint: string;
  readonly #now: () => number;

  constructor(store: CacheStore, options: { readonly fingerprint: string; readonly now: () => number }) {
    this.#store = store;
    this.#fingerprint = options.fingerprint;
    this.#now = options.now;
  }

  /** Tells what was computed of a layer's bytes before; `undefined` when these bytes were never read. */
  async findKnown(place: LayerPlace): Promise<KnownLayer | undefined> {
    const key = this.#bytesKey(place);
    const value = key === undefined ? undefined : await this.#read(key);
    return isKnownLayer(value) ? value : undefined;
  }

  /** Gives the facts of a layer that was read before. */
  async findFacts(known: KnownLayer): Promise<LayerFacts | undefined> {
    const key = this.#factsKey(known.diffId);
    const value = await this.#read(key);
    if (value === undefined) return undefined;
    const entries = isStoredFacts(value) ? fromEntryTable(value.entries) : undefined;
    if (!isStoredFacts(value) || entries === undefined) {
      await this.#store.remove(key);
      return undefined;
    }
    return { ...value, ...known, entries };
  }

  /** Keeps the facts of a layer that was read to its end. */
  async keepFacts(place: LayerPlace, facts: LayerFacts): Promise<void> {
    const { digest, diffId, storedBytes } = facts;
    if (digest === undefined || diffId === undefined) return;
    await this.#write(this.#factsKey(diffId), { ...facts, entries: toEntryTable(facts.entries) });
    const known: KnownLayer = { digest, diffId, storedBytes };
    const key = this.#bytesKey(place);
    // Bytes that are not those that the registry was asked for are no answer for that digest.
    const isAnswer = !place.isAddressedByDigest || place.layer.digest === digest;
    if (key !== undefined && isAnswer) await this.#write(key, known);
  }

  /** Gives an image's content that was joined before. */
  async findContent(key: string): Promise<AssembledContent | undefined> {
    const value = await this.#read(key);
    if (value === undefined) return undefined;
    if (isContent(value)) return value;
    await this.#store.remove(key);
    return undefined;
  }

  /** Keeps an image's content. */
  async keepContent(key: string, content: AssembledContent): Promise<void> {
    await this.#write(key, content);
  }

  /** Gives the key of an image's content: everything that it was made of, each part behind its length. */
  contentKey(parts: readonly string[]): string {
    return this.#keyOf("content", [this.#fingerprint, ...parts]);
  }

  /** Keeps the size limit; called once, behind the last scan. */
  async tidy(): Promise<void> {
    await this.#store.tidy();
  }

  async #read(key: string): Promise<unknown> {
    const bytes = await this.#store.read(key);
    if (bytes === undefined) return undefined;
    const value = unseal(bytes);
    if (value === undefined) await this.#store.remove(key);
    return value;
  }

  async #write(key: string, value: unknown): Promise<void> {
    const bytes = seal(value);
    if (bytes !== undefined) await this.#store.write(key, bytes);
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

/** An entry whose checksum is right was written by this version of the program: its parts are not looked at one by one. */
function isStoredFacts(value: unknown): value is StoredFacts {
  return hasFields(value, { archiveBytes: "number", entries: "object", analyses: "object", diagnostics: "object" });
}

function isContent(value: unknown): value is AssembledContent {
  return hasFields(value, { inventory: "object", facts: "object", secrets: "object", malware: "object" });
}

function hasFields(value: unknown, fields: Readonly<Record<string, string>>): boolean {
  if (typeof value !== "object" || value === null) return false;
  const kinds = new Map<string, string>(Object.entries(value).map(([name, field]) => [name, typeof field]));
  return Object.entries(fields).every(([name, kind]) => kinds.get(name) === kind);
}
