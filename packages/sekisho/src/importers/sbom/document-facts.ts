import type { Distribution, InventoryOrigin } from "../../model/inventory.ts";
import type { SbomProperty } from "../../semantics/sbom/package-properties.ts";

/** What a reader tells of a whole document. */
export interface DocumentFacts {
  origin: InventoryOrigin;
  distribution?: Distribution;
  /** Properties of the document or of the thing that it describes. */
  readonly properties: SbomProperty[];
}
