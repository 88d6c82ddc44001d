import type { Distribution, Inventory, InventoryOrigin } from "../../model/inventory.ts";
import type { Package, PackageLocation } from "../../model/package.ts";
import { readInventoryProperties } from "../../semantics/sbom/inventory-properties.ts";
import { formatLocation } from "../../semantics/sbom/location-text.ts";
import type { DocumentCollector } from "./document-collector.ts";
import type { DocumentFacts } from "./document-facts.ts";
import { createDraft, type Draft } from "./draft.ts";
import { identify } from "./identify.ts";
import { LicenseList } from "./license-list.ts";
import { noPackage } from "./no-package.ts";
import type { PackageRecord, RecordPlace } from "./package-record.ts";
import { References } from "./references.ts";
import { SbomDiagnostics } from "./sbom-diagnostics.ts";
import { unknownReferences } from "./unknown-references.ts";
import { findUrlTrouble } from "./url-trouble.ts";

/** What further entries of the same package said. */
interface Repeats {
  readonly places: Set<string>;
  readonly licenseKeys: number[];
}

/** Gathers what a document says, in any order, and makes the inventory at its end. */
export class SbomCollector implements DocumentCollector {
  readonly diagnostics: SbomDiagnostics;
  readonly facts: DocumentFacts;
  readonly licenses = new LicenseList();
  readonly references = new References();
  readonly #name: string;
  readonly #document: PackageLocation;
  readonly #drafts: Draft[] = [];
  readonly #licenseKeys: number[] = [];
  readonly #skipped: { readonly ref: string; readonly name: string; readonly place: RecordPlace }[] = [];
  readonly #repeats = new Map<number, Repeats>();

  constructor(name: string, origin: InventoryOrigin) {
    this.#name = name;
    this.#document = { path: name };
    this.diagnostics = new SbomDiagnostics(name);
    this.facts = { origin, properties: [] };
  }

  /** How many packages there are so far. */
  get size(): number {
    return this.#drafts.length;
  }

  /** Takes a package. The same package told twice is one, with the places of both. */
  add(record: PackageRecord): void {
    if (record.name === "" && record.purl === undefined) {
      this.skip(record.ref, "", record.place);
      return;
    }
    const identity = identify(record);
    const trouble = findUrlTrouble(record, identity);
    if (trouble !== undefined) this.diagnostics.tell(trouble.code, trouble.message, record.place);
    const id = idOf(record, identity.purl);
    const index = this.references.define(id, record.ref, this.#drafts.length);
    const draft = this.#drafts[index];
    if (draft !== undefined) {
      this.#merge(index, draft, record);
      return;
    }
    this.#licenseKeys.push(this.licenses.add(record.licenses));
    this.#drafts.push(createDraft(id, record, identity, { licenses: this.licenses, document: this.#document }));
  }

  /** Takes note that an entry is no package, and that nothing is kept of it. References to it are no mistake. */
  skip(ref: string, name: string, place: RecordPlace): void {
    if (ref !== "") this.references.defineOther(ref);
    this.#skipped.push({ ref, name, place });
  }

  addSystem(ref: string, distribution: Distribution): void {
    this.facts.distribution ??= distribution;
    if (ref !== "") this.references.defineOther(ref);
  }

  /** What the document describes as a whole need not be a package; everything else that is none is told. */
  #tellOfSkipped(): void {
    for (const { ref, name, place } of this.#skipped) {
      if (!this.references.isTarget(ref)) this.diagnostics.tell("not-a-package", noPackage(name), place);
    }
  }

  /** Gives the inventory. Everything that was gathered is used up. */
  finish(digest: string): Inventory {
    const { distribution, origin } = this.facts;
    const roots = this.references.findTargets(this.#drafts.length);
    this.#tellOfSkipped();
    this.#link();
    const packages = roots.size === 0 ? this.#drafts : this.#drafts.filter((_, index) => !roots.has(index));
    if (!areSorted(packages)) packages.sort(compareIds);
    return {
      target: { kind: "sbom", name: this.#name, digest },
      origin,
      ...(distribution === undefined ? {} : { distribution }),
      packages,
      ...readInventoryProperties(this.facts.properties),
      coverage: [],
      diagnostics: this.diagnostics.finish(),
    };
  }

  #merge(index: number, draft: Draft, record: PackageRecord): void {
    let repeats = this.#repeats.get(index);
    if (repeats === undefined) {
      repeats = { places: new Set(draft.locations.map(formatLocation)), licenseKeys: [] };
      this.#repeats.set(index, repeats);
    }
    repeats.licenseKeys.push(this.licenses.add(record.licenses));
    for (const location of record.locations) {
      const text = formatLocation(location);
      if (repeats.places.has(text)) continue;
      repeats.places.add(text);
      draft.locations.push(location);
    }
  }

  #link(): void {
    for (const [index, draft] of this.#drafts.entries()) {
      const key = this.#licenseKeys[index] ?? 0;
      const repeats = this.#repeats.get(index);
      draft.licenses =
        repeats === undefined ? this.licenses.get(key) : this.licenses.join([key, ...new Set(repeats.licenseKeys)]);
      const needed = this.references.neededBy(index);
      if (needed.length > 0) draft.dependsOn = needed.map((other) => this.#drafts[other]?.id ?? "").sort();
    }
    const lost = this.references.unknown;
    if (lost.length > 0) this.diagnostics.tell("reference-unknown", unknownReferences(lost));
  }
}

/** A document of ours tells packages apart that have the same package URL: `#2` stands behind it. */
function idOf({ ref, properties }: PackageRecord, purl: string): string {
  const given = properties.find(({ name }) => name === "sekisho:id")?.value ?? ref;
  // Of most it is the package URL itself: nothing is put together to find that out.
  if (given.length <= purl.length || given[purl.length] !== "#" || !given.startsWith(purl)) return purl;
  return /^[1-9]\d{0,5}$/.test(given.slice(purl.length + 1)) ? given : purl;
}

/** Documents of ours are; the sorting of many takes as much memory again as their list. */
function areSorted(packages: readonly Package[]): boolean {
  return packages.every((found, index) => index === 0 || compareIds(packages[index - 1] ?? found, found) < 0);
}

/** No two have the same id. */
function compareIds(left: Package, right: Package): number {
  return left.id < right.id ? -1 : 1;
}
