import type { AdvisorySource } from "../../model/advisory.ts";
import type { Part, PartKind } from "./part.ts";

/** A source as the manifest names it, with the age of its data. */
export interface ManifestSource extends AdvisorySource {
  /** When the feed said it was made, RFC 3339; left out when it does not say. */
  readonly dataDate?: string;
  /** When it was fetched. */
  readonly fetchedAt: string;
  /** Where from, as far as it may be told. */
  readonly address?: string;
  /** The last attempt to fetch it failed, and this is the data from before. */
  readonly isStale?: boolean;
}

/** Names everything a database consists of. Files are named by their digest, so that a change makes another file. */
export interface Manifest {
  readonly schemaVersion: 1;
  /** Rises with every build: what is lower than the one in use is refused. */
  readonly sequence: number;
  /** RFC 3339. */
  readonly created: string;
  /** Left out means a database in use; a demonstration says so wherever a result rests on it. */
  readonly purpose?: "demonstration";
  /** Ecosystems and releases that its user asked for; left out when it was not built from publishers' feeds. */
  readonly wanted?: readonly string[];
  /** Ordered by id. */
  readonly sources: readonly ManifestSource[];
  readonly parts: readonly Part[];
}

/** A manifest that was read, or what is wrong with it: where, expected, got. */
export type ReadManifest =
  | { readonly ended: "read"; readonly manifest: Manifest }
  | { readonly ended: "refused"; readonly problem: string };

const partKinds = ["rows", "texts", "flaws", "support", "aliases"] as const satisfies readonly PartKind[];
const maxParts = 100_000;

/** Prints a manifest: the same manifest gives the same text. */
export function printManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 1)}\n`;
}

/** Reads a manifest from outside: every field is looked at, fields that are not known are passed over. */
export function readManifest(text: string): ReadManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ended: "refused", problem: `the manifest is no JSON: ${error instanceof Error ? error.message : "?"}` };
  }
  try {
    return { ended: "read", manifest: toManifest(new Field(value, "")) };
  } catch (error) {
    if (error instanceof FieldError) return { ended: "refused", problem: error.message };
    throw error;
  }
}

function toManifest(field: Field): Manifest {
  const schemaVersion = field.get("schemaVersion").number();
  if (schemaVersion !== 1) throw new FieldError("/schemaVersion: expected 1; a newer sekisho may read this database");
  const purpose = field.find("purpose")?.oneOf(["demonstration"] as const);
  const wanted = field
    .find("wanted")
    ?.list(maxParts)
    .map((word) => word.text());
  const manifest = {
    schemaVersion,
    sequence: field.get("sequence").number(),
    created: field.get("created").text(),
    ...(purpose === undefined ? {} : { purpose }),
    ...(wanted === undefined ? {} : { wanted }),
    sources: field.get("sources").list(maxParts).map(toSource),
    parts: field.get("parts").list(maxParts).map(toPart),
  } as const;
  const known = new Set(manifest.sources.map(({ id }) => id));
  for (const [place, part] of manifest.parts.entries()) {
    if (part.kind !== "aliases" && !known.has(part.source)) {
      throw new FieldError(`/parts/${place}/source: expected the id of a source, got ${JSON.stringify(part.source)}`);
    }
  }
  return manifest;
}

function toSource(field: Field): ManifestSource {
  const optional = ["attribution", "dataDate", "address"] as const;
  const texts = optional.flatMap((name) => {
    const text = field.find(name)?.text();
    return text === undefined ? [] : [[name, text] as const];
  });
  return {
    id: field.get("id").text(),
    name: field.get("name").text(),
    license: field.get("license").text(),
    fetchedAt: field.get("fetchedAt").text(),
    ...Object.fromEntries(texts),
    ...(field.find("isStale")?.value === true && { isStale: true }),
  };
}

function toPart(field: Field): Part {
  return {
    kind: field.get("kind").oneOf(partKinds),
    source: field.get("source").text(),
    ecosystem: field.get("ecosystem").text(),
    rows: field.get("rows").number(),
    digest: field.get("digest").digest(),
    bytes: field.get("bytes").number(),
    headBytes: field.get("headBytes").number(),
    headDigest: field.get("headDigest").digest(),
  };
}

class FieldError extends Error {
  override readonly name = "FieldError";
}

/** A value of the document with the JSON pointer that leads to it. */
class Field {
  readonly value: unknown;
  readonly #pointer: string;

  constructor(value: unknown, pointer: string) {
    this.value = value;
    this.#pointer = pointer;
  }

  find(name: string): Field | undefined {
    const record: object = isObject(this.value) ? this.value : this.#refuse("an object");
    const value: unknown = Object.hasOwn(record, name) ? Reflect.get(record, name) : undefined;
    return value === undefined ? undefined : new Field(value, `${this.#pointer}/${name}`);
  }

  get(name: string): Field {
    return this.find(name) ?? new Field(undefined, `${this.#pointer}/${name}`);
  }

  text(): string {
    return typeof this.value === "string" ? this.value : this.#refuse("a text");
  }

  number(): number {
    const isCount = typeof this.value === "number" && Number.isSafeInteger(this.value) && this.value >= 0;
    return isCount && typeof this.value === "number" ? this.value : this.#refuse("a whole number from 0");
  }

  digest(): string {
    const text = this.text();
    return /^[0-9a-f]{64}$/.test(text) ? text : this.#refuse("64 hexadecimal digits");
  }

  oneOf<Word extends string>(words: readonly Word[]): Word {
    return words.find((word) => word === this.value) ?? this.#refuse(words.join(", "));
  }

  list(most: number): readonly Field[] {
    const { value } = this;
    if (!Array.isArray(value) || value.length > most) return this.#refuse(`a list of at most ${most}`);
    return value.map((entry: unknown, place) => new Field(entry, `${this.#pointer}/${place}`));
  }

  #refuse(expected: string): never {
    const got = this.value === undefined ? "nothing" : (JSON.stringify(this.value) ?? "nothing").slice(0, 60);
    throw new FieldError(`${this.#pointer}: expected ${expected}, got ${got}`);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
