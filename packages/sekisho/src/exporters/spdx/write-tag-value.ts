import type { Inventory } from "../../model/inventory.ts";
import { showControls } from "../escape/visible.ts";
import type { SbomOptions } from "../sbom/options.ts";
import { type SpdxDocument, type SpdxPackage, toSpdx2 } from "./document-2.ts";
import type { LicenseReference } from "./license-references.ts";

/** Writes an inventory as SPDX 2.3 tag-value, piece by piece. The same inventory gives the same bytes. */
export function* writeSpdxTagValue(inventory: Inventory, options: SbomOptions): Generator<string> {
  const document = toSpdx2(inventory, options);
  yield* writeHead(document);
  for (const found of document.packages) yield `\n${printPackage(found, document)}`;
  for (const reference of document.licenseReferences()) yield `\n${printLicense(reference)}`;
  yield "\n";
  for (const { spdxElementId, relationshipType, relatedSpdxElement } of document.relationships) {
    yield `Relationship: ${spdxElementId} ${relationshipType} ${relatedSpdxElement}\n`;
  }
}

function* writeHead({ name, namespace, tool, created, creationComment }: SpdxDocument): Generator<string> {
  yield `SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\n${line("DocumentName", name)}`;
  yield `${line("DocumentNamespace", namespace)}${line("Creator", tool)}Created: ${created}\n`;
  if (creationComment !== undefined) yield text("CreatorComment", creationComment);
}

function printPackage(found: SpdxPackage, { tool, created }: SpdxDocument): string {
  let printed = line("PackageName", found.name) + line("SPDXID", found.SPDXID);
  if (found.versionInfo !== undefined) printed += line("PackageVersion", found.versionInfo);
  printed += line("PackageSupplier", found.supplier);
  printed += "PackageDownloadLocation: NOASSERTION\nFilesAnalyzed: false\n";
  for (const { algorithm, checksumValue } of found.checksums ?? []) {
    printed += `PackageChecksum: ${algorithm}: ${checksumValue}\n`;
  }
  printed += `PackageLicenseConcluded: NOASSERTION\n${line("PackageLicenseDeclared", found.licenseDeclared)}`;
  printed += "PackageCopyrightText: NOASSERTION\n";
  if (found.purl !== undefined) printed += `ExternalRef: PACKAGE-MANAGER purl ${found.purl}\n`;
  printed += `PrimaryPackagePurpose: ${found.primaryPackagePurpose.replace("_", "-")}\n`;
  if (found.comment === undefined) return printed;
  printed += `\n${line("Annotator", tool)}AnnotationDate: ${created}\n${text("AnnotationComment", found.comment)}`;
  return `${printed}AnnotationType: OTHER\nSPDXREF: ${found.SPDXID}\n`;
}

function printLicense({ id, text: declared }: LicenseReference): string {
  const printed = `LicenseID: ${id}\n${text("ExtractedText", declared ?? "NOASSERTION")}`;
  return declared === undefined ? printed : `${printed}${line("LicenseName", declared)}`;
}

/** A value of one line: what would end the line is shown as an escape, so that no value can begin a tag of its own. */
function line(tag: string, value: string): string {
  const shown = showControls(value);
  return `${tag}: ${shown.startsWith("<text>") ? text("", shown).slice(2) : `${shown}\n`}`;
}

/** A value of several lines; the end mark inside of it loses its meaning. */
function text(tag: string, value: string): string {
  const lines = value.replaceAll("</text>", "</ text>").split("\n").map(showControls);
  return `${tag}: <text>${lines.join("\n")}</text>\n`;
}
