import type { Inventory } from "../../model/inventory.ts";
import { type JsonMember, writeJsonDocument } from "../sbom/json-document.ts";
import type { SbomOptions } from "../sbom/options.ts";
import { type SpdxDocument, type SpdxPackage, toSpdx2 } from "./document-2.ts";
import type { LicenseReference } from "./license-references.ts";

/** Writes an inventory as SPDX 2.3 JSON, piece by piece. The same inventory gives the same bytes. */
export function writeSpdxJson(inventory: Inventory, options: SbomOptions): Iterable<string> {
  const document = toSpdx2(inventory, options);
  return writeJsonDocument(membersOf(document));
}

function* membersOf(document: SpdxDocument): Generator<JsonMember> {
  const { name, namespace, created, creationComment: comment, tool } = document;
  yield { key: "spdxVersion", value: "SPDX-2.3" };
  yield { key: "dataLicense", value: "CC0-1.0" };
  yield { key: "SPDXID", value: "SPDXRef-DOCUMENT" };
  yield { key: "name", value: name };
  yield { key: "documentNamespace", value: namespace };
  yield { key: "creationInfo", value: { created, creators: [tool], comment } };
  yield { key: "packages", items: printPackages(document) };
  const references = document.licenseReferences();
  if (references.length > 0) yield { key: "hasExtractedLicensingInfos", value: references.map(toExtracted) };
  yield { key: "relationships", items: document.relationships };
}

function* printPackages({ packages, created, tool }: SpdxDocument): Generator<unknown> {
  for (const found of packages) yield printPackage(found, created, tool);
}

function printPackage(
  { purl, comment, licenseDeclared, ...fields }: SpdxPackage,
  created: string,
  tool: string,
): unknown {
  return {
    ...fields,
    downloadLocation: "NOASSERTION",
    filesAnalyzed: false,
    licenseConcluded: "NOASSERTION",
    licenseDeclared,
    copyrightText: "NOASSERTION",
    ...(purl === undefined ? {} : { externalRefs: [printReference(purl)] }),
    ...(comment === undefined
      ? {}
      : { annotations: [{ annotationDate: created, annotationType: "OTHER", annotator: tool, comment }] }),
  };
}

function printReference(purl: string): unknown {
  return { referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: purl };
}

function toExtracted({ id, text }: LicenseReference): unknown {
  if (text === undefined) return { licenseId: id, extractedText: "NOASSERTION" };
  return { licenseId: id, extractedText: text, name: text };
}
