import type { Distribution } from "../../model/inventory.ts";
import { quote } from "../../model/quote.ts";
import type { ImportContext, Outcome } from "../define.ts";
import { leftOut } from "../parts/left-out.ts";
import type { DocumentFacts } from "./document-facts.ts";
import { identify } from "./identify.ts";
import { LicenseList } from "./license-list.ts";
import { noPackage } from "./no-package.ts";
import type { PackageCollector } from "./package-collector.ts";
import type { PackageRecord, RecordPlace } from "./package-record.ts";
import { findUrlTrouble } from "./url-trouble.ts";

/**
 * Hands packages on as they come, as the inventory of the same document names them: memory does not grow with their number.
 * What needs what is not kept.
 */
export class PackageListing implements PackageCollector {
  readonly facts: DocumentFacts = { origin: { format: "unknown" }, properties: [] };
  readonly licenses = new LicenseList();
  readonly references = { addNeed: ignore, addTarget: ignore, defineOther: ignore };
  readonly #context: ImportContext;
  #outcomes: Outcome[] = [];

  constructor(context: ImportContext) {
    this.#context = context;
  }

  add(record: PackageRecord): void {
    if (record.name === "" && record.purl === undefined) {
      this.skip(record.ref, "", record.place);
      return;
    }
    const identity = identify(record);
    const trouble = findUrlTrouble(record, identity);
    if (trouble !== undefined) this.#context.tell({ ...trouble, level: "warning", pointer: pointerOf(record.place) });
    const { purl, name, version } = identity;
    const licenses = this.licenses.get(this.licenses.add(record.licenses));
    this.#outcomes.push({ kind: "package", package: { purl, name, version, licenses } });
  }

  skip(_: string, name: string, place: RecordPlace): void {
    this.#outcomes.push(leftOut("not-a-package", pointerOf(place), noPackage(name)));
  }

  addSystem(_: string, { id }: Distribution, place: RecordPlace): void {
    this.#outcomes.push(
      leftOut("distribution", pointerOf(place), {
        en: `"${quote(id)}" is the distribution of the packages, and no package itself.`,
        ja: `「${quote(id)}」はパッケージではなく、パッケージが属するディストリビューションです。`,
      }),
    );
  }

  /** Gives what came since it was asked last. */
  take(): readonly Outcome[] {
    if (this.#outcomes.length === 0) return nothing;
    const outcomes = this.#outcomes;
    this.#outcomes = [];
    return outcomes;
  }
}

const nothing: readonly Outcome[] = [];

function ignore(): void {
  // A list does not say what needs what.
}

function pointerOf({ pointer = "" }: RecordPlace): string {
  return pointer;
}
