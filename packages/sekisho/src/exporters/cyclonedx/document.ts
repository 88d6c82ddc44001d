import type { Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import { distributionProperties } from "../../semantics/sbom/inventory-properties.ts";
import { createLicenseReader } from "../../semantics/sbom/license-terms.ts";
import { findCreatedAt } from "../sbom/created-at.ts";
import { findDirectPackages, type PackageIds, presentDependencies } from "../sbom/direct-packages.ts";
import { documentUuid } from "../sbom/document-uuid.ts";
import type { SbomOptions } from "../sbom/options.ts";
import { targetEntryOf } from "../sbom/target-entry.ts";
import { type ComponentContext, type CycloneDxComponent, toComponent } from "./component.ts";

/** What a component needs. */
export interface CycloneDxDependency {
  readonly ref: string;
  readonly dependsOn?: readonly string[];
}

/** A CycloneDX document whose long lists are made while they are written. */
export interface CycloneDxDocument {
  readonly serialNumber: string;
  readonly timestamp: string | undefined;
  readonly tool: { readonly type: "application"; readonly name: string; readonly version: string };
  readonly target: CycloneDxComponent;
  readonly components: Iterable<CycloneDxComponent>;
  readonly dependencies: Iterable<CycloneDxDependency>;
  /** Whether parts of the target could not be read, so that components may be missing. */
  readonly isPartial: boolean;
}

/** References of the two components that are no packages. */
export const targetReference = "target";
const systemReference = "operating-system";

/** Gives what both writings of CycloneDX say of an inventory. */
export function toCycloneDx(inventory: Inventory, options: SbomOptions): CycloneDxDocument {
  const context: ComponentContext = { layers: inventory.image?.layers ?? [], readLicense: createLicenseReader() };
  return {
    serialNumber: `urn:uuid:${documentUuid(inventory, options)}`,
    timestamp: findCreatedAt(inventory, options),
    tool: { type: "application", name: options.producer.name, version: options.producer.version },
    target: targetComponent(inventory),
    components: listComponents(inventory, context),
    dependencies: listDependencies(inventory),
    isPartial: inventory.diagnostics.some(({ level }) => level === "error"),
  };
}

function targetComponent(inventory: Inventory): CycloneDxComponent {
  const { isImage, name, version, purl, properties } = targetEntryOf(inventory);
  return {
    type: isImage ? "container" : "application",
    "bom-ref": targetReference,
    name,
    ...(version === undefined ? {} : { version }),
    ...(purl === undefined ? {} : { purl }),
    properties,
  };
}

function* listComponents(inventory: Inventory, context: ComponentContext): Generator<CycloneDxComponent> {
  const { distribution } = inventory;
  if (distribution !== undefined) {
    const { id, version } = distribution;
    const properties = distributionProperties(distribution);
    yield {
      type: "operating-system",
      "bom-ref": systemReference,
      name: id,
      ...(version === undefined ? {} : { version }),
      ...(properties.length === 0 ? {} : { properties }),
    };
  }
  for (const found of inventory.packages) yield toComponent(found, context);
}

function* listDependencies({ packages, distribution }: Inventory): Generator<CycloneDxDependency> {
  const { ids, direct } = findDirectPackages(packages);
  const system = distribution === undefined ? [] : [systemReference];
  yield toDependency(targetReference, [...system, ...direct]);
  if (distribution !== undefined) yield { ref: systemReference };
  for (const found of packages) yield dependencyOf(found, ids);
}

function dependencyOf(found: Package, ids: PackageIds): CycloneDxDependency {
  return toDependency(found.id, presentDependencies(found, ids));
}

function toDependency(ref: string, dependsOn: readonly string[]): CycloneDxDependency {
  return dependsOn.length === 0 ? { ref } : { ref, dependsOn };
}
