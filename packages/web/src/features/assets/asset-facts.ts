/** What reports say of an asset, as far as a page shows it. */
export interface AssetFacts {
  readonly distribution: string | undefined;
  /** `linux/arm64/v8`. */
  readonly platform: string | undefined;
  readonly layers: number | undefined;
  readonly sizeBytes: number | undefined;
  /** RFC 3339. */
  readonly created: string | undefined;
  readonly packages: number | undefined;
}

/** Reads the facts of an asset. Any report may have written them: what is not as expected is left out. */
export function readAssetFacts(facts: Readonly<Record<string, unknown>>): AssetFacts {
  const image = isRecord(facts["image"]) ? facts["image"] : {};
  const created = textIn(image, "created");
  return {
    distribution: textIn(facts, "distribution"),
    platform: textIn(image, "platform"),
    layers: countIn(image, "layers"),
    sizeBytes: countIn(image, "sizeBytes"),
    created: created === undefined || Number.isNaN(Date.parse(created)) ? undefined : created,
    packages: countIn(facts, "packages"),
  };
}

type UnknownRecord = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is UnknownRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textIn(record: UnknownRecord, key: string): string | undefined {
  const value = record[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function countIn(record: UnknownRecord, key: string): number | undefined {
  const value = record[key];
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
