import type { Distribution } from "../../model/inventory.ts";
import type { DocumentFacts } from "./document-facts.ts";
import type { LicenseList } from "./license-list.ts";
import type { PackageRecord, RecordPlace } from "./package-record.ts";
import type { References } from "./references.ts";

/** Takes what a document says of packages, in any order: into an inventory, or into a list that is handed on at once. */
export interface PackageCollector {
  readonly facts: DocumentFacts;
  readonly licenses: Pick<LicenseList, "name">;
  readonly references: Pick<References, "addNeed" | "addTarget" | "defineOther">;
  /** Takes a package. */
  add(record: PackageRecord): void;
  /** Takes note that an entry is no package, and that nothing is kept of it. */
  skip(ref: string, name: string, place: RecordPlace): void;
  /** Takes the distribution that the packages belong to; the first one counts. */
  addSystem(ref: string, distribution: Distribution, place: RecordPlace): void;
}
