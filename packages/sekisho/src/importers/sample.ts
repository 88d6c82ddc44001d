/**
 * What a sample shows, of which every importer has to have one: one thing found and little beside it; what users see most;
 * the optional parts; a version before the present one; nothing found. Those that are cut off, of wrong types and hostile
 * are made of every sample.
 */
export const sampleKinds = ["smallest", "typical", "everything", "old", "empty"] as const;
export type SampleKind = (typeof sampleKinds)[number];

/**
 * A document as a tool writes it, with what is in it, counted by hand. Written by us from the tool's published schema and
 * documentation. `test/importers.test.ts` imports every sample of every importer: whole, twice, shuffled, reworded, cut off,
 * with wrong types and hostile texts.
 */
export interface ImportSample {
  /** What it shows: `typical`, `empty`, `schema 1`. */
  readonly name: string;
  /** Which kinds of samples it is; none when left out. */
  readonly shows?: readonly SampleKind[];
  /** The document, or the data that it is as JSON. */
  readonly document: string | object;
  /** Where the shape is described: an address, a version of the tool. */
  readonly source: string;
  /** Things that are findings; in vulnerability reports each entry, also one about the same flaw and package again. */
  readonly findings: number;
  /** Things that the tool found nothing wrong with, as far as the document says. */
  readonly passed?: number;
  /** Packages that it lists, also those that it names again. */
  readonly packages?: number;
  /** Things without a place in our reports. */
  readonly leftOut?: number;
  /** Parts that cannot be read. */
  readonly unread?: number;
  /** What some findings say, in any order: each of these is contained in a finding. */
  readonly contains?: readonly object[];
}
