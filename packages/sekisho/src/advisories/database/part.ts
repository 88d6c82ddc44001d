import type { ExpectedFile } from "./table-reader.ts";

/**
 * What a file of a database holds: `rows` what a source says of one ecosystem or release, `texts` what people read of a
 * source's advisories, `flaws` facts of a source by CVE, `support` how long releases of products are maintained, `aliases` which
 * names stand for one flaw.
 */
export type PartKind = "rows" | "texts" | "flaws" | "support" | "aliases";

/** One file of a database, as the manifest names it. */
export interface Part extends ExpectedFile {
  readonly kind: PartKind;
  /** Id of the source; empty for `aliases`, which are of all. */
  readonly source: string;
  /** Of `rows`; empty otherwise. */
  readonly ecosystem: string;
  /** Statements, texts, flaws, products or names. */
  readonly rows: number;
}

/** A part that was just made. */
export interface BuiltPart {
  readonly part: Part;
  /** Gives the bytes of its file, as long as the scratch is there that it was made in. */
  readonly pieces: () => Iterable<Uint8Array>;
}
