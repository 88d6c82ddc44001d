import type { FileAnalysis, LayerFacts } from "../../model/analysis.ts";
import type { FileEntry } from "../../model/file-entry.ts";
import type { Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import type { AssembledContent } from "../../semantics/inventory/assemble.ts";
import type { StoredJudgement } from "../image/stored-judgement.ts";
import { type EntryTable, fromEntryTable, toEntryTable } from "../layer/entry-table.ts";
import type { LayerEnd } from "../layer/layer-reading.ts";

/** What was read of an image's files beside the inventory: an SBOM does without it. */
export type FoundContent = Omit<AssembledContent, "inventory">;

/** What was said of an image's content, and what was found in it that is not the makers' own. */
export interface StoredVerdicts extends Pick<FoundContent, "secrets" | "malware"> {
  readonly judgement: StoredJudgement;
}

type InventoryFrame = Omit<Inventory, "packages">;

/** So many make a part: a text of a megabyte or less, in most images. */
const partLengths = { entries: 4096, analyses: 64, packages: 64, facts: 64 } as const;

/** Gives what is known of a layer in parts, the first of them what is said of the whole. */
export function* partsOfFacts({ entries, analyses, ...end }: LayerFacts): Generator<unknown> {
  yield end;
  for (const part of slices(entries, partLengths.entries)) yield { entries: toEntryTable(part) };
  for (const part of slices(analyses, partLengths.analyses)) yield { analyses: part };
}

/** Puts the parts of a layer together; `undefined` for those of something else. */
export function factsOfParts([end, ...parts]: readonly unknown[]): LayerFacts | undefined {
  if (!isLayerEnd(end)) return undefined;
  const entries: FileEntry[] = [];
  const analyses: FileAnalysis[] = [];
  for (const part of parts) {
    const read = isEntryPart(part) ? fromEntryTable(part.entries) : undefined;
    for (const entry of read ?? []) entries.push(entry);
    if (isAnalysisPart(part)) for (const analysis of part.analyses) analyses.push(analysis);
    else if (read === undefined) return undefined;
  }
  return { ...end, entries, analyses };
}

/** Gives an inventory in parts, the first of them what is said of the whole. */
export function* partsOfInventory({ packages, ...frame }: Inventory): Generator<unknown> {
  yield frame;
  for (const part of slices(packages, partLengths.packages)) yield { packages: part };
}

/** Puts the parts of an inventory together; `undefined` for those of something else. */
export function inventoryOfParts([frame, ...parts]: readonly unknown[]): Inventory | undefined {
  if (!isInventoryFrame(frame)) return undefined;
  const packages: Package[] = [];
  for (const part of parts) {
    if (!isPackagePart(part)) return undefined;
    for (const found of part.packages) packages.push(found);
  }
  return { ...frame, packages };
}

/** Gives what was found in files in parts. */
export function* partsOfFound({ facts, secrets, malware }: FoundContent): Generator<unknown> {
  yield { facts: [], secrets, malware };
  for (const part of slices(facts, partLengths.facts)) yield { facts: part, secrets: [], malware: [] };
}

/** Puts the parts of what was found together; `undefined` for those of something else. */
export function foundOfParts(parts: readonly unknown[]): FoundContent | undefined {
  const found: FoundContent[] = [];
  for (const part of parts) {
    if (!isFoundContent(part)) return undefined;
    found.push(part);
  }
  return {
    facts: found.flatMap(({ facts }) => facts),
    secrets: found.flatMap(({ secrets }) => secrets),
    malware: found.flatMap(({ malware }) => malware),
  };
}

/** Reads verdicts, which are one part; `undefined` for parts of something else. */
export function verdictsOfParts([verdicts, ...others]: readonly unknown[]): StoredVerdicts | undefined {
  return others.length === 0 && isStoredVerdicts(verdicts) ? verdicts : undefined;
}

/** Cuts a list into lists of a length. */
export function* slices<Item>(items: readonly Item[], length: number): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += length) yield items.slice(at, at + length);
}

// A part whose checksum is right was written by this version of the program: its fields are not looked at one by one.

function isLayerEnd(value: unknown): value is LayerEnd {
  return hasFields(value, { archiveBytes: "number", coverage: "object", diagnostics: "object" });
}

function isEntryPart(value: unknown): value is { readonly entries: EntryTable } {
  return hasFields(value, { entries: "object" });
}

function isAnalysisPart(value: unknown): value is { readonly analyses: readonly FileAnalysis[] } {
  return hasFields(value, { analyses: "object" });
}

function isInventoryFrame(value: unknown): value is InventoryFrame {
  return hasFields(value, { target: "object", repositories: "object", diagnostics: "object" });
}

function isPackagePart(value: unknown): value is { readonly packages: readonly Package[] } {
  return hasFields(value, { packages: "object" });
}

function isFoundContent(value: unknown): value is FoundContent {
  return hasFields(value, { facts: "object", secrets: "object", malware: "object" });
}

function isStoredVerdicts(value: unknown): value is StoredVerdicts {
  return hasFields(value, { judgement: "object", secrets: "object", malware: "object" });
}

/** Tells whether a value is an object with fields of those types. */
export function hasFields(value: unknown, fields: Readonly<Record<string, string>>): boolean {
  if (typeof value !== "object" || value === null) return false;
  const kinds = new Map<string, string>(Object.entries(value).map(([name, field]) => [name, typeof field]));
  return Object.entries(fields).every(([name, kind]) => kinds.get(name) === kind);
}
