import type { Inventory } from "../../model/inventory.ts";
import { type JsonMember, writeJsonDocument } from "../sbom/json-document.ts";
import type { SbomOptions } from "../sbom/options.ts";
import { targetReference, toCycloneDx } from "./document.ts";

/** Writes an inventory as CycloneDX 1.6 JSON, piece by piece. The same inventory gives the same bytes. */
export function writeCycloneDxJson(inventory: Inventory, options: SbomOptions): Iterable<string> {
  const document = toCycloneDx(inventory, options);
  const { serialNumber, timestamp, tool, target } = document;
  const members: JsonMember[] = [
    { key: "$schema", value: "http://cyclonedx.org/schema/bom-1.6.schema.json" },
    { key: "bomFormat", value: "CycloneDX" },
    { key: "specVersion", value: "1.6" },
    { key: "serialNumber", value: serialNumber },
    { key: "version", value: 1 },
    { key: "metadata", value: { timestamp, tools: { components: [tool] }, component: target } },
    { key: "components", items: document.components },
    { key: "dependencies", items: document.dependencies },
  ];
  if (document.isPartial) {
    members.push({ key: "compositions", value: [{ aggregate: "incomplete", assemblies: [targetReference] }] });
  }
  return writeJsonDocument(members);
}
