import type { Manifest, ManifestSource } from "../../advisories/database/manifest.ts";

/** What is known of one source of a database. */
export interface SourceStatus {
  readonly source: string;
  readonly name: string;
  readonly license: string;
  readonly attribution?: string;
  /** When the data was made, RFC 3339. */
  readonly dataDate?: string;
  readonly fetchedAt: string;
  /** Whole days since the data was made; left out when that is unknown. */
  readonly ageDays?: number;
  /** True when the last attempt to renew it failed. */
  readonly isStale: boolean;
  readonly ecosystems: readonly string[];
  /** Statements about packages, or facts about flaws. */
  readonly rows: number;
  readonly bytes: number;
}

/** What is known of a database. */
export interface DatabaseStatus {
  readonly origin: "user" | "demonstration";
  readonly folder: string;
  readonly created: string;
  readonly sequence: number;
  /** Name of the trusted key that signed it. */
  readonly signedBy?: string;
  readonly bytes: number;
  readonly sources: readonly SourceStatus[];
}

const dayMs = 24 * 60 * 60 * 1000;

/** Sums up the sources of a manifest, ordered by id. */
export function statusOfSources(manifest: Manifest, now: Date): readonly SourceStatus[] {
  return manifest.sources.map((source) => statusOf(source, manifest, now));
}

function statusOf(source: ManifestSource, manifest: Manifest, now: Date): SourceStatus {
  const { id, name, license, attribution, dataDate, fetchedAt } = source;
  const parts = manifest.parts.filter((part) => part.source === id);
  const madeMs = dataDate === undefined ? Number.NaN : Date.parse(dataDate);
  return {
    source: id,
    name,
    license,
    ...(attribution === undefined ? {} : { attribution }),
    ...(dataDate === undefined ? {} : { dataDate }),
    fetchedAt,
    ...(Number.isNaN(madeMs) ? {} : { ageDays: Math.max(0, Math.floor((now.getTime() - madeMs) / dayMs)) }),
    isStale: source.isStale === true,
    ecosystems: parts.filter(({ kind }) => kind === "rows").map(({ ecosystem }) => ecosystem),
    rows: parts.filter(({ kind }) => kind !== "texts").reduce((sum, { rows }) => sum + rows, 0),
    bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
