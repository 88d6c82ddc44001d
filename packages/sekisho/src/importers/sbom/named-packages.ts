import type { Distribution, InventoryOrigin } from "../../model/inventory.ts";
import type { DocumentCollector } from "./document-collector.ts";
import type { DocumentFacts } from "./document-facts.ts";
import { identify } from "./identify.ts";
import { LicenseList } from "./license-list.ts";
import { NamedReferences } from "./named-references.ts";
import { noPackage } from "./no-package.ts";
import type { PackageRecord, RecordPlace } from "./package-record.ts";
import { SbomDiagnostics } from "./sbom-diagnostics.ts";
import { TextList } from "./text-list.ts";
import { unknownReferences } from "./unknown-references.ts";
import { findUrlTrouble } from "./url-trouble.ts";

/** A package of a document that is known by its package URL. */
export interface NamedPackage {
  /** Canonical package URL. */
  readonly purl: string;
  /** As in an inventory. */
  readonly licenses: readonly string[];
}

/**
 * Gathers the package URLs and licences of a document, and what is wrong with it as an inventory of it says it: of each
 * package little more than its package URL is kept. A package that is told twice is given twice.
 */
export class NamedPackages implements DocumentCollector {
  readonly diagnostics: SbomDiagnostics;
  readonly facts: DocumentFacts;
  readonly licenses = new LicenseList();
  readonly references = new NamedReferences();
  readonly #purls = new TextList();
  readonly #licenseKeys: number[] = [];
  readonly #skipped: { readonly ref: string; readonly name: string; readonly place: RecordPlace }[] = [];

  constructor(name: string, origin: InventoryOrigin) {
    this.diagnostics = new SbomDiagnostics(name);
    this.facts = { origin, properties: [] };
  }

  get size(): number {
    return this.#purls.size;
  }

  add(record: PackageRecord): void {
    if (record.name === "" && record.purl === undefined) {
      this.skip(record.ref, "", record.place);
      return;
    }
    const identity = identify(record);
    const trouble = findUrlTrouble(record, identity);
    if (trouble !== undefined) this.diagnostics.tell(trouble.code, trouble.message, record.place);
    this.references.define(record.ref, this.#purls.size);
    this.#licenseKeys.push(this.licenses.add(record.licenses));
    this.#purls.push(identity.purl);
  }

  skip(ref: string, name: string, place: RecordPlace): void {
    if (ref !== "") this.references.defineOther(ref);
    this.#skipped.push({ ref, name, place });
  }

  addSystem(ref: string, distribution: Distribution): void {
    this.facts.distribution ??= distribution;
    if (ref !== "") this.references.defineOther(ref);
  }

  /** Says that the document has ended; what is wrong with it as a whole is told. */
  finish(): void {
    for (const { ref, name, place } of this.#skipped) {
      if (!this.references.isTarget(ref)) this.diagnostics.tell("not-a-package", noPackage(name), place);
    }
    const lost = this.references.findUnknown();
    if (lost.length > 0) this.diagnostics.tell("reference-unknown", unknownReferences(lost));
  }

  /** Gives the packages in the order of the document, without the one that the document describes as a whole. */
  *packages(): Generator<NamedPackage> {
    const target = this.references.findTarget(this.#purls.size);
    let place = 0;
    for (const purl of this.#purls) {
      const licenses = this.licenses.get(this.#licenseKeys[place] ?? 0);
      if (place !== target) yield { purl, licenses };
      place++;
    }
  }
}
