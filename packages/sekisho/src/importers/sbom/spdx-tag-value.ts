import type { JsonObject } from "../../formats/json/json-value.ts";
import type { TagLine } from "../../formats/spdx-tag-value/tag-reader.ts";
import type { PackageCollector } from "./package-collector.ts";
import { readCreator, readExtracted, readRelation, readSpdxPackage, readSpdxVersion } from "./spdx-2.ts";

/** Tags of a package that have one value, with the name that it has in JSON. */
const packageFields: ReadonlyMap<string, string> = new Map([
  ["SPDXID", "SPDXID"],
  ["PackageVersion", "versionInfo"],
  ["PackageSupplier", "supplier"],
  ["PackageOriginator", "originator"],
  ["PackageLicenseDeclared", "licenseDeclared"],
  ["PackageLicenseConcluded", "licenseConcluded"],
  ["PackageSourceInfo", "sourceInfo"],
  ["PrimaryPackagePurpose", "primaryPackagePurpose"],
]);

interface OpenPackage {
  readonly line: number;
  readonly fields: Map<string, string>;
  readonly checksums: JsonObject[];
  readonly externalRefs: JsonObject[];
  readonly annotations: JsonObject[];
}

/** Gathers the tags of one document: what stands in JSON in one object, stands here in lines that follow each other. */
export class TagCollector {
  readonly #collector: PackageCollector;
  #package: OpenPackage | undefined;
  #license: Map<string, string> | undefined;

  constructor(collector: PackageCollector) {
    this.#collector = collector;
  }

  /** Takes the next tag. Source: SPDX 2.3, the tag-value format of each clause. */
  add({ tag, value, line }: TagLine): void {
    if (this.#addToDocument(tag, value)) return;
    if (tag === "PackageName") {
      this.#close();
      this.#package = { line, fields: new Map([["name", value]]), checksums: [], externalRefs: [], annotations: [] };
    } else if (tag === "FileName" || tag === "SnippetSPDXID") this.#close();
    else if (tag === "LicenseID") {
      this.#close();
      this.#license = new Map([["licenseId", value]]);
    } else if (tag === "LicenseName") this.#license?.set("name", value);
    else if (this.#package !== undefined) addToPackage(this.#package, tag, value);
  }

  /** Says that the document ends here. */
  end(): void {
    this.#close();
  }

  #addToDocument(tag: string, value: string): boolean {
    if (tag === "SPDXVersion") readSpdxVersion(value, this.#collector);
    else if (tag === "Creator") readCreator(value, this.#collector);
    else if (tag === "Relationship") {
      const [from, type, to] = value.split(/\s+/, 3);
      if (from !== undefined && type !== undefined && to !== undefined)
        readRelation({ from, type, to }, this.#collector);
    } else return false;
    return true;
  }

  #close(): void {
    const found = this.#package;
    this.#package = undefined;
    if (found !== undefined) {
      const { fields, line, ...lists } = found;
      readSpdxPackage({ ...Object.fromEntries(fields), ...lists }, { startLine: line }, this.#collector);
    }
    if (this.#license !== undefined) readExtracted(Object.fromEntries(this.#license), this.#collector);
    this.#license = undefined;
  }
}

function addToPackage(found: OpenPackage, tag: string, value: string): void {
  const field = packageFields.get(tag);
  if (field !== undefined) {
    found.fields.set(field, value);
  } else if (tag === "PackageChecksum") {
    const [algorithm, checksumValue] = value.split(/:\s*/, 2);
    found.checksums.push({ algorithm, checksumValue });
  } else if (tag === "ExternalRef") {
    const [, referenceType, referenceLocator] = value.split(/\s+/, 3);
    found.externalRefs.push({ referenceType, referenceLocator });
  } else if (tag === "AnnotationComment") {
    found.annotations.push({ comment: value });
  }
}
