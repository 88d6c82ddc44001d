import { hash } from "node:crypto";
import type { Inventory } from "../../model/inventory.ts";
import type { Package } from "../../model/package.ts";
import { isDistributionType } from "../../semantics/package-url/package-url-of.ts";
import { documentUuid } from "../sbom/document-uuid.ts";
import type { SbomOptions } from "../sbom/options.ts";

const hashDigits = 16;
const maxReadableLength = 60;

/**
 * Gives the name of a package inside of a document, made of letters, digits, points and hyphens. It is computed from the
 * package's id alone: the same package has it in every document.
 */
export function elementNameOf(id: string): string {
  const end = id.search(/[@?#]/);
  const readable = (end <= 0 ? id : id.slice(0, end)).slice("pkg:".length, maxReadableLength);
  return `Package-${readable.replace(/[^A-Za-z0-9.]+/g, "-")}-${shortHash(id)}`;
}

/** Gives digits that tell a text from all others. */
export function shortHash(text: string): string {
  return hash("sha256", text, "hex").slice(0, hashDigits);
}

/** Gives the name that people know a package by, with its scope, group or vendor. */
export function fullNameOf({ type, namespace, name }: Package): string {
  if (namespace === undefined || isDistributionType(type)) return name;
  return `${namespace}${type === "maven" ? ":" : "/"}${name}`;
}

/** Gives the address that names a document, and that no other document has. It need not lead anywhere. */
export function documentNamespaceOf(inventory: Inventory, options: SbomOptions): string {
  const name = inventory.target.name.replace(/[^A-Za-z0-9.]+/g, "-").slice(0, maxReadableLength);
  return `https://spdx.org/spdxdocs/${options.producer.name}-${name}-${documentUuid(inventory, options)}`;
}

/** When nobody says when a document was made; SPDX demands a time. */
export const unknownTime = "1970-01-01T00:00:00Z";
